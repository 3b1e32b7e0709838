import type { IncomingMessage } from 'node:http';
import type { WindowKeys } from './one-time-token.ts';

export type Refusal = { readonly status: number; readonly reason: string };

/** The cookie's name carries the port: browsers share cookies over all ports of a host. */
export function cookieName(port: number): string {
  return `quorum_${port}`;
}

export function cookieOf(request: IncomingMessage, name: string): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, value] = part.trim().split('=');
    if (key === name) return value;
  }
  return undefined;
}

/** Only the two spellings of our own address; anything else is a rebound name. */
export function hostRefusal(request: IncomingMessage, port: number): Refusal | null {
  const host = request.headers.host;
  if (host === `127.0.0.1:${port}` || host === `localhost:${port}`) return null;
  return { status: 421, reason: 'wrong host' };
}

/** Rules for everything but the entry page: our own page asked, and it holds the session. */
export function sessionRefusal(request: IncomingMessage, port: number, keys: WindowKeys): Refusal | null {
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none')
    return { status: 403, reason: 'cross-site request' };
  if (!keys.isSession(cookieOf(request, cookieName(port)))) return { status: 401, reason: 'no session' };
  return null;
}

/** A WebSocket must come from our own page: Origin is required and exact. */
export function upgradeRefusal(request: IncomingMessage, port: number, keys: WindowKeys): Refusal | null {
  const host = hostRefusal(request, port);
  if (host) return host;
  if (request.headers.origin !== `http://${request.headers.host}`) return { status: 403, reason: 'wrong origin' };
  return sessionRefusal(request, port, keys);
}
