import type { Outcome } from '../domain/outcome.ts';

export type HttpRequest = {
  readonly method: 'GET' | 'POST';
  /** Absolute; http is taken only for this machine. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly timeoutMs: number;
  /** Larger answers are cut off and fail. */
  readonly mostBytes: number;
};

/** Header names in lower case. The body is unpacked (gzip, deflate, br) but not decoded. */
export type HttpResponse = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
  /** From the last byte sent to the last byte received, real ms. */
  readonly elapsedMs: number;
};

export type HttpCode = 'unreachable' | 'timeout' | 'too-large' | 'truncated' | 'certificate' | 'cancelled' | 'bad-url';

/** Every status is an answer; only what prevents a whole answer is a failure. Redirects are not followed. */
export interface HttpClient {
  request(request: HttpRequest, signal?: AbortSignal): Promise<Outcome<HttpResponse, HttpCode>>;
  close(): Promise<void>;
}
