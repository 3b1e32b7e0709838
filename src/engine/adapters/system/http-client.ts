import { Agent, request as send, type Dispatcher } from 'undici';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { HttpClient, HttpCode, HttpRequest, HttpResponse } from '../../ports/http.ts';
import { unpackBody } from './unpack-body.ts';
import {
  codeOf,
  certificateText,
  isCertificateError,
  shownAddress,
  unreachableText,
  vendorAddress,
  type Reach,
} from './vendor-address.ts';

export type HttpClientOptions = {
  /** Said to every vendor that does not want its own. */
  readonly userAgent: string;
  /** Certificates of a server of one's own, for tests. */
  readonly ca?: string;
  /** Left out = anywhere. */
  readonly reach?: Reach;
};

const keepAliveMs = 30_000;
const connectTimeoutMs = 10_000;
const schemes = { secure: ['https:'], plain: ['http:'] };

const onlyHere = 'Practice asks nothing outside this machine';

type Answered = Outcome<HttpResponse, HttpCode>;

/** Connections to vendors, kept open between requests. Nothing is followed, repeated or read beyond its limit. */
export function createHttpClient(options: HttpClientOptions): HttpClient {
  const agent = new Agent({
    keepAliveTimeout: keepAliveMs,
    pipelining: 1,
    connect: { timeout: connectTimeoutMs, ...(options.ca === undefined ? {} : { ca: options.ca }) },
  });

  async function request(asked: HttpRequest, signal?: AbortSignal): Promise<Answered> {
    const url = vendorAddress(asked.url, schemes, options.reach ?? 'anywhere');
    if (!url)
      return fail(
        'bad-url',
        options.reach === 'this-machine' ? onlyHere : 'Only https addresses are asked, and http on this machine',
      );
    const abort = new AbortController();
    const cancel = (): void => abort.abort();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted) cancel();
    const state = { late: false, headers: false };
    // One deadline for all of it: a server that sends a byte a second never trips a time-out between bytes.
    const deadline = setTimeout(() => {
      state.late = true;
      cancel();
    }, asked.timeoutMs);
    try {
      return await exchange({ asked, url, agent, userAgent: options.userAgent, signal: abort.signal, state });
    } catch (error) {
      return failureOf(error, {
        asked,
        url,
        late: state.late,
        cancelled: abort.signal.aborted,
        headers: state.headers,
      });
    } finally {
      clearTimeout(deadline);
      signal?.removeEventListener('abort', cancel);
    }
  }

  return { request, close: () => agent.destroy() };
}

async function exchange(parts: {
  readonly asked: HttpRequest;
  readonly url: URL;
  readonly agent: Agent;
  readonly userAgent: string;
  readonly signal: AbortSignal;
  readonly state: { headers: boolean };
}): Promise<Answered> {
  const { asked, url, agent, signal, state } = parts;
  const startedMs = performance.now();
  const answer = await send(url, {
    dispatcher: agent,
    method: asked.method,
    headers: { 'user-agent': parts.userAgent, 'accept-encoding': 'gzip, deflate, br', ...asked.headers },
    body: asked.body,
    signal,
    headersTimeout: asked.timeoutMs,
    bodyTimeout: asked.timeoutMs,
  });
  state.headers = true;
  const packed = await readAll(answer.body, asked.mostBytes);
  const elapsedMs = performance.now() - startedMs;
  if (packed === null) {
    return fail('too-large', `${shownAddress(url)} answered with more than ${asked.mostBytes} bytes`, {
      mostBytes: asked.mostBytes,
    });
  }
  const headers = flat(answer.headers);
  const body = await unpackBody(packed, headers['content-encoding'] ?? '', asked.mostBytes);
  return body.ok ? ok({ status: answer.statusCode, headers, body: body.value, elapsedMs }) : body;
}

/** Null when there is more than allowed; the connection is given up then. */
async function readAll(body: Dispatcher.ResponseData['body'], mostBytes: number): Promise<Uint8Array | null> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    if (bytes > mostBytes) {
      body.destroy();
      return null;
    }
    chunks.push(chunk);
  }
  return chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, bytes);
}

function flat(headers: Dispatcher.ResponseData['headers']): Readonly<Record<string, string>> {
  const flattened: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    // Cookies are nobody's business here: they would end in recordings.
    if (value === undefined || name === 'set-cookie') continue;
    flattened[name.toLowerCase()] = Array.isArray(value) ? value.join(', ') : value;
  }
  return flattened;
}

function failureOf(
  error: unknown,
  known: {
    readonly asked: HttpRequest;
    readonly url: URL;
    readonly late: boolean;
    readonly cancelled: boolean;
    readonly headers: boolean;
  },
): Answered {
  const where = shownAddress(known.url);
  const code = codeOf(error);
  if (known.late || /TIMEOUT|ETIMEDOUT/.test(code)) {
    const part = known.headers ? 'the whole answer' : 'an answer';
    return fail('timeout', `${where} did not send ${part} within ${known.asked.timeoutMs} ms`, {
      timeoutMs: known.asked.timeoutMs,
    });
  }
  if (known.cancelled) return fail('cancelled', `The request to ${where} was given up`);
  if (isCertificateError(code)) return fail('certificate', certificateText(known.url, code));
  if (known.headers) return fail('truncated', `${where} broke off in the middle of its answer: ${code}`);
  return fail('unreachable', unreachableText(known.url, code));
}
