import { randomBytes } from 'node:crypto';
import { readFile, realpath } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.ico': 'image/x-icon',
  '.webmanifest': 'application/manifest+json',
};

export const noncePlaceholder = '__CSP_NONCE__';

/** What the page may do: nothing from anywhere else. */
export function contentSecurityPolicy(nonce: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self' data:",
    "connect-src 'self'",
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
  ].join('; ');
}

export type StaticAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
};

const notFound: StaticAnswer = { status: 404, headers: { 'Content-Type': 'text/plain' }, body: 'Not found' };

/** Serves files under `root` and nothing outside it; pages get a fresh nonce. */
export function createStaticFiles(root: string): (pathname: string) => Promise<StaticAnswer> {
  return async (pathname) => {
    let name: string;
    try {
      name = decodeURIComponent(pathname);
    } catch {
      return { status: 400, headers: { 'Content-Type': 'text/plain' }, body: 'Bad address' };
    }
    if (name.includes('\0') || name.includes('\\')) return notFound;
    const base = await realpath(root).catch(() => root);
    const path = await realpath(join(base, name === '/' ? 'index.html' : name)).catch(() => null);
    if (path === null || !path.startsWith(base + sep)) return notFound;
    const type = types[extname(path)];
    if (type === undefined) return notFound;
    const body = await readFile(path).catch(() => null);
    if (body === null) return notFound;
    if (!path.endsWith('.html')) return { status: 200, headers: { 'Content-Type': type }, body };
    const nonce = randomBytes(16).toString('base64');
    return {
      status: 200,
      headers: { 'Content-Type': type, 'Content-Security-Policy': contentSecurityPolicy(nonce) },
      body: body.toString('utf8').replaceAll(noncePlaceholder, nonce),
    };
  };
}
