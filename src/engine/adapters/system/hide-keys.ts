import type { Outcome } from '../../domain/outcome.ts';
import type { HttpClient, HttpResponse } from '../../ports/http.ts';
import type { StreamDialler, StreamSocket } from '../../ports/stream-socket.ts';

/** Shorter ones stand in ordinary data by chance; no vendor gives out such keys. */
const shortestKey = 6;
const mark = '[key]';

/** How a key may come back: as it is, as an address has it, inside JSON, packed for a header. */
function formsOf(key: string): readonly string[] {
  const encoded = encodeURIComponent(key);
  const inJson = JSON.stringify(key).slice(1, -1);
  return [key, encoded, encoded.replaceAll('%20', '+'), inJson, Buffer.from(key).toString('base64')];
}

/** Takes the keys that went out with a request out of whatever comes back. */
type KeyHider = {
  /** Looks for keys in what is sent from now on as well. */
  learn(sent: string): void;
  text(text: string): string;
  bytes(bytes: Uint8Array): Uint8Array;
};

function createKeyHider(keys: () => readonly string[]): KeyHider {
  const hidden = new Set<string>();
  /** The same as bytes, one character each. */
  let packed: readonly string[] = [];
  const text = (given: string): string => {
    let shown = given;
    for (const form of hidden) if (shown.includes(form)) shown = shown.replaceAll(form, mark);
    return shown;
  };
  return {
    learn: (sent) => {
      for (const key of keys()) {
        if (key.length < shortestKey || hidden.has(key)) continue;
        const forms = formsOf(key);
        if (forms.some((form) => sent.includes(form))) for (const form of forms) hidden.add(form);
      }
      packed = [...hidden].map((form) => Buffer.from(form).toString('latin1'));
    },
    text,
    bytes: (given) => {
      const buffer = Buffer.from(given.buffer, given.byteOffset, given.byteLength);
      if (!packed.some((form) => buffer.includes(form, 0, 'latin1'))) return given;
      const shown = packed.reduce((rest, form) => rest.replaceAll(form, mark), buffer.toString('latin1'));
      return Buffer.from(shown, 'latin1');
    },
  };
}

function withoutKeys<Value, Code extends string>(
  answered: Outcome<Value, Code>,
  hider: KeyHider,
): Outcome<Value, Code> {
  if (answered.ok) return answered;
  const { code, message, facts = {} } = answered.failure;
  const shown = Object.entries(facts).map(([name, value]) => [
    name,
    typeof value === 'string' ? hider.text(value) : value,
  ]);
  return {
    ok: false,
    failure: { code, message: hider.text(message), facts: Object.fromEntries(shown) as typeof facts },
  };
}

function cleanAnswer(answer: HttpResponse, hider: KeyHider): HttpResponse {
  const headers = Object.entries(answer.headers).map(([name, value]) => [name, hider.text(value)]);
  return { ...answer, headers: Object.fromEntries(headers) as HttpResponse['headers'], body: hider.bytes(answer.body) };
}

/**
 * A client whose answers never hold the keys that were sent: some vendors repeat them in their errors, and an answer is
 * recorded, shown in Health and may become facts. Cleaned here, nobody behind has to think of it.
 */
export function hidingKeys(http: HttpClient, keys: () => readonly string[]): HttpClient {
  return {
    request: async (asked, signal) => {
      const hider = createKeyHider(keys);
      for (const sent of [asked.url, asked.body ?? '', ...Object.values(asked.headers)]) hider.learn(sent);
      const answered = withoutKeys(await http.request(asked, signal), hider);
      return answered.ok ? { ok: true, value: cleanAnswer(answered.value, hider) } : answered;
    },
    close: () => http.close(),
  };
}

/** The same for streams: frames, refusals and the words of an end. */
export function hidingStreamKeys(dialler: StreamDialler, keys: () => readonly string[]): StreamDialler {
  return {
    dial: async (dial) => {
      const hider = createKeyHider(keys);
      for (const sent of [dial.url, dial.body ?? '', ...Object.values(dial.headers)]) hider.learn(sent);
      const dialled = withoutKeys(await dialler.dial(dial), hider);
      return dialled.ok ? { ok: true, value: cleanSocket(dialled.value, hider) } : dialled;
    },
  };
}

function cleanSocket(socket: StreamSocket, hider: KeyHider): StreamSocket {
  return {
    send: (frame) => {
      if (typeof frame === 'string') hider.learn(frame);
      socket.send(frame);
    },
    ping: () => socket.ping(),
    get bufferedBytes() {
      return socket.bufferedBytes;
    },
    pause: () => socket.pause(),
    resume: () => socket.resume(),
    onFrame: (listener) =>
      socket.onFrame((frame) => listener(typeof frame === 'string' ? hider.text(frame) : hider.bytes(frame))),
    onPong: (listener) => socket.onPong(listener),
    onEnd: (listener) => socket.onEnd((end) => listener({ ...end, reason: hider.text(end.reason) })),
    close: () => socket.close(),
  };
}
