import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Reply } from './reply.ts';

/** Writes a reply, packed where the caller takes it and the body is worth it. */
export function writeReply(response: ServerResponse, reply: Reply, acceptEncoding: string): void {
  if (reply.goOn) {
    response.writeHead(reply.status, reply.headers);
    response.flushHeaders();
    if (reply.body.length > 0) response.write(reply.body);
    reply.goOn({
      write: (text) => void (response.writable && response.write(text)),
      onClose: (listener) => void response.on('close', listener),
      end: () => response.end(),
    });
    return;
  }
  const bytes = typeof reply.body === 'string' ? Buffer.from(reply.body) : Buffer.from(reply.body);
  const packed =
    bytes.length > 512 && acceptEncoding.includes('gzip') && reply.headers['content-encoding'] === undefined;
  const body = packed ? gzipSync(bytes, { level: 1 }) : bytes;
  response.writeHead(reply.status, {
    ...reply.headers,
    ...(packed ? { 'content-encoding': 'gzip' } : {}),
    'content-length': String(reply.status === 204 || reply.status === 304 ? 0 : body.length),
  });
  response.end(reply.status === 204 || reply.status === 304 ? undefined : body);
}
