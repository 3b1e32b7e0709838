import { protocol, type Session } from 'electron';
import { securityHeaders } from '../host/security-headers.ts';
import { createStaticFiles } from '../host/static-files.ts';

export const appOrigin = 'quorum://app';

/** Must run before the app is ready. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: 'quorum', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built renderer at quorum://app/, with its security headers, and nothing else. */
export function serveApp(session: Session, root: string): void {
  const files = createStaticFiles(root);
  session.protocol.handle('quorum', async (request) => {
    const url = new URL(request.url);
    if (url.host !== 'app' || request.method !== 'GET') return new Response('Not found', { status: 404 });
    const answer = await files(url.pathname);
    const body = typeof answer.body === 'string' ? answer.body : new Uint8Array(answer.body);
    return new Response(body, { status: answer.status, headers: { ...securityHeaders, ...answer.headers } });
  });
}
