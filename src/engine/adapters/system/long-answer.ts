import { request as send, type Agent } from 'undici';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type { StreamDial, StreamDialCode, StreamSocket } from '../../ports/stream-socket.ts';
import { HeldEvents } from './held-events.ts';
import { createLineSplitter } from './line-splitter.ts';
import { dialFailure, refusedWith } from './refused-dial.ts';
import { codeOf } from './vendor-address.ts';

export const mostRefusalBytes = 4_096;
const form = 'application/x-www-form-urlencoded';

/** A request whose answer goes on for as long as both sides want; each line of it is a frame. */
export async function openLongAnswer(
  dial: StreamDial,
  parts: { readonly url: URL; readonly agent: Agent },
): Promise<Outcome<StreamSocket, StreamDialCode>> {
  const { url, agent } = parts;
  const abort = new AbortController();
  const deadline = setTimeout(() => abort.abort(), dial.connectTimeoutMs);
  try {
    const answer = await send(url, {
      dispatcher: agent,
      method: dial.body === null ? 'GET' : 'POST',
      headers: {
        'accept-encoding': 'identity',
        ...(dial.body === null ? {} : { 'content-type': form }),
        ...dial.headers,
      },
      body: dial.body,
      signal: abort.signal,
      headersTimeout: dial.connectTimeoutMs,
      bodyTimeout: 0,
    });
    if (answer.statusCode !== 200) {
      const text = await startOf(answer.body);
      abort.abort();
      return refusedWith({ status: answer.statusCode, text, url });
    }
    return ok(socketOf(answer.body, abort, dial.mostFrameBytes));
  } catch (error) {
    const late = abort.signal.aborted ? Object.assign(new Error('timed out'), { code: 'ETIMEDOUT' }) : error;
    return dialFailure(late, { url, dial });
  } finally {
    clearTimeout(deadline);
  }
}

/** A refusal is a sentence; what goes on for ever is left after its beginning. */
async function startOf(body: Body): Promise<string> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= mostRefusalBytes) break;
  }
  return Buffer.concat(chunks).toString('utf8', 0, mostRefusalBytes);
}

type Body = Awaited<ReturnType<typeof send>>['body'];

function socketOf(body: Body, abort: AbortController, mostFrameBytes: number): StreamSocket {
  const events = new HeldEvents();
  const split = createLineSplitter(mostFrameBytes);
  body.on('data', (chunk: Uint8Array) => {
    const lines = split(chunk);
    for (const line of lines ?? []) events.frame(line);
    if (lines !== null) return;
    events.end({ code: null, reason: `a line of more than ${mostFrameBytes} bytes`, clean: false });
    abort.abort();
  });
  body.on('end', () => events.end({ code: null, reason: 'the answer ended', clean: true }));
  body.on('error', (error) => events.end({ code: null, reason: codeOf(error) || error.message, clean: false }));
  return {
    send: () => undefined,
    ping: () => undefined,
    bufferedBytes: 0,
    pause: () => void body.pause(),
    resume: () => void body.resume(),
    onFrame: (listener) => events.onFrame(listener),
    onPong: () => undefined,
    onEnd: (listener) => events.onEnd(listener),
    close: () => abort.abort(),
  };
}
