import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Pipe } from '../../engine/link/pipe.ts';
import { maxClientFrameBytes } from '../../engine/link/frame-codec.ts';
import { webSocketPipe } from '../../engine/link/web-socket-pipe.ts';
import { linkTimers } from '../host/link-timers.ts';
import { pageRoute } from '../host/page-route.ts';
import { securityHeaders } from '../host/security-headers.ts';
import { createStaticFiles } from '../host/static-files.ts';
import { isWindowLink, type WindowLink } from '../host/topology.ts';
import { WindowKeys } from './one-time-token.ts';
import { cookieName, hostRefusal, sessionRefusal, upgradeRefusal, type Refusal } from './request-guard.ts';

export type WebServerOptions = {
  readonly root: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly onLink: (name: WindowLink, pipe: Pipe) => void;
  /** A request that takes longer is cut off: pages send theirs at once, only an attacker drips. */
  readonly requestTimeoutMs?: number;
};

const requestTimeoutMs = 10_000;
/** Windows need a handful each. */
const mostConnections = 256;

export interface WebServer {
  readonly port: number;
  readonly keys: WindowKeys;
  /** A fresh address that opens one window. */
  openUrl(route?: string): string;
  close(): Promise<void>;
}

function refuse(response: ServerResponse, refusal: Refusal): void {
  response.writeHead(refusal.status, { ...securityHeaders, 'Content-Type': 'text/plain' }).end(refusal.reason);
}

/** Entry: trades the key for the session cookie, then a refresh, because a redirect from a file would lose a strict cookie. */
function enter(
  response: ServerResponse,
  parts: { readonly port: number; readonly keys: WindowKeys; readonly url: URL },
): void {
  const session = parts.keys.redeem(parts.url.searchParams.get('t') ?? '');
  if (session === null) {
    return refuse(response, {
      status: 403,
      reason: 'This address was already used or is too old. Start Quorum again, or run: npm run quorum -- window',
    });
  }
  const route = pageRoute(parts.url.searchParams.get('r') ?? '').replaceAll('&', '&amp;');
  response
    .writeHead(200, {
      ...securityHeaders,
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Security-Policy': "default-src 'none'",
      'Set-Cookie': `${cookieName(parts.port)}=${session}; HttpOnly; SameSite=Strict; Path=/`,
    })
    .end(
      `<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/${route ? `#${route}` : ''}"><title>Quorum</title>`,
    );
}

const clientErrors: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** Loopback HTTP and WebSocket for windows, by the rules of the security page. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const keys = new WindowKeys();
  const files = createStaticFiles(options.root);
  const sockets = new WebSocketServer({
    noServer: true,
    perMessageDeflate: false,
    maxPayload: maxClientFrameBytes,
    clientTracking: true,
  });
  const timeoutMs = options.requestTimeoutMs ?? requestTimeoutMs;
  const server = createServer({
    headersTimeout: timeoutMs,
    requestTimeout: timeoutMs,
    connectionsCheckingInterval: Math.ceil(timeoutMs / 4),
    maxHeaderSize: 16_384,
  });
  server.maxConnections = mostConnections;
  await listen(server, options.port);
  const { port } = server.address() as AddressInfo;

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const wrongHost = hostRefusal(request, port);
    if (wrongHost) return refuse(response, wrongHost);
    if (request.method !== 'GET') return refuse(response, { status: 405, reason: 'only GET' });
    const url = new URL(request.url ?? '/', `http://127.0.0.1:${port}`);
    if (url.pathname === '/open') return enter(response, { port, keys, url });
    const refusal = sessionRefusal(request, port, keys);
    if (refusal) return refuse(response, refusal);
    const file = await files(url.pathname);
    response.writeHead(file.status, { ...securityHeaders, ...file.headers }).end(file.body);
  };

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const refusal = upgradeRefusal(request, port, keys);
    const name = /^\/link\/([a-z]+)$/.exec(request.url ?? '')?.[1];
    if (refusal || name === undefined || !isWindowLink(name)) {
      const status = refusal?.status ?? 404;
      socket.end(
        `HTTP/1.1 ${status} ${refusal?.reason ?? 'no such link'}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
      );
      return;
    }
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      options.onLink(name, webSocketPipe(webSocket, { timers: linkTimers, maxReceiveBytes: maxClientFrameBytes }));
    });
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const status = clientErrors[error.code ?? ''] ?? '400 Bad Request';
    if (socket.writable) socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else socket.destroy();
  });

  return {
    port,
    keys,
    openUrl: (route = '') =>
      `http://127.0.0.1:${port}/open?t=${keys.mint()}${route ? `&r=${encodeURIComponent(route)}` : ''}`,
    close: () =>
      new Promise((resolve) => {
        for (const client of sockets.clients) client.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      resolve();
    });
  });
}
