/** An answer that goes on: written to as things happen, until either side ends it. */
export type LongAnswer = {
  write(text: string): void;
  onClose(listener: () => void): void;
  end(): void;
};

/** What a route answers. `json` is written as JSON, `text` as it is. */
export type Reply = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Set for an answer that goes on in chunks after its body. */
  readonly goOn?: (answer: LongAnswer) => void;
};

export function jsonReply(value: unknown, headers: Readonly<Record<string, string>> = {}, status = 200): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify(value),
  };
}

export function textReply(
  text: string,
  type = 'text/plain; charset=utf-8',
  headers: Readonly<Record<string, string>> = {},
  status = 200,
): Reply {
  return { status, headers: { 'content-type': type, ...headers }, body: text };
}
