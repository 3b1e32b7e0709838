import type { ServerResponse } from 'node:http';
import type { EmulatorFault } from './emulator.ts';
import { textReply, type Reply } from './reply.ts';
import { writeReply } from './write-reply.ts';

const maintenancePage =
  '<!DOCTYPE html><html><head><title>Temporarily unavailable</title></head><body><h1>Temporarily unavailable</h1></body></html>';

type Struck = {
  readonly response: ServerResponse;
  /** What would have been answered. */
  readonly reply: Reply;
  readonly accept: string;
  readonly after: (delayMs: number, task: () => void) => void;
};

/** Every value becomes what it should not be: numbers words, texts numbers, lists objects. */
function wrongTypes(value: unknown): unknown {
  if (typeof value === 'number') return { unexpected: value };
  if (typeof value === 'string') return value.length;
  if (Array.isArray(value)) return Object.fromEntries(value.map((item, index) => [String(index), wrongTypes(item)]));
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, wrongTypes(item)]));
  }
  return 'unexpected';
}

function withWrongTypes(reply: Reply): Reply {
  try {
    return { ...reply, body: JSON.stringify(wrongTypes(JSON.parse(String(reply.body)))) };
  } catch {
    return { ...reply, body: '42' };
  }
}

function trickle({ response, reply, after }: Struck, bytesPerSecond: number): void {
  const bytes = Buffer.from(reply.body);
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(bytes.length) });
  let offset = 0;
  const step = (): void => {
    if (response.destroyed) return;
    const part = bytes.subarray(offset, offset + Math.max(1, Math.round(bytesPerSecond / 10)));
    offset += part.length;
    if (offset >= bytes.length) response.end(part);
    else {
      response.write(part);
      after(100, step);
    }
  };
  step();
}

/** Answers the way a vendor does on a bad day. */
export function strike(fault: EmulatorFault, struck: Struck): void {
  const { response, reply, accept, after } = struck;
  switch (fault.kind) {
    case 'status':
      return writeReply(response, textReply(fault.body ?? '', 'text/plain', fault.headers ?? {}, fault.status), '');
    case 'html':
      return writeReply(response, textReply(maintenancePage, 'text/html; charset=utf-8'), accept);
    case 'truncate': {
      const bytes = Buffer.from(reply.body);
      response.writeHead(reply.status, { ...reply.headers, 'content-length': String(bytes.length) });
      response.write(bytes.subarray(0, Math.floor(bytes.length * fault.share)), () => response.destroy());
      return;
    }
    case 'wrong-types':
      return writeReply(response, withWrongTypes(reply), accept);
    case 'huge':
      return writeReply(response, { ...reply, body: Buffer.alloc(fault.bytes, 0x20) }, '');
    case 'slow':
      return trickle(struck, fault.bytesPerSecond);
    case 'stall':
      return after(fault.ms, () => {
        if (!response.destroyed) writeReply(response, reply, accept);
      });
    case 'reset':
      response.socket?.resetAndDestroy();
      return;
    case 'socket-close':
    case 'socket-silent':
    case 'refuse-upgrade':
    case 'socket-drop':
    case 'socket-freeze':
      return writeReply(response, reply, accept);
  }
}
