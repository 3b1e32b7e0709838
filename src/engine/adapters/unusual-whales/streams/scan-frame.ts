const quote = 0x22;
const colon = 0x3a;
const comma = 0x2c;
const openBracket = 0x5b;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;

/** What stood between two values of an earlier frame: closing quote, comma, key, colon and opening quote with their spaces. */
type Glue = { readonly text: string; readonly slot: number; readonly kind: ValueKind };
type ValueKind = 'text' | 'list' | 'literal';

/** Where each wanted field of the last frame stands: characters from `starts` up to `ends`, quotes not included. */
export type FrameScanner = {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** False for what the scanner is not made for; the frame may still be sound and goes to the ordinary parser. */
  scan(frame: string): boolean;
};

function skipSpace(frame: string, from: number): number {
  let at = from;
  while (frame.charCodeAt(at) <= 0x20) at += 1;
  return at;
}

function literalEnd(frame: string, from: number): number {
  let at = from;
  for (;;) {
    const code = frame.charCodeAt(at);
    const inNumber = (code >= 0x30 && code <= 0x39) || code === 0x2d || code === 0x2b || code === 0x2e || code === 0x65;
    if (!inNumber) break;
    at += 1;
  }
  if (at > from) return at;
  for (const word of ['null', 'true', 'false']) if (frame.startsWith(word, from)) return from + word.length;
  return -1;
}

/** End of a flat list without nested ones; the caller finds out by what follows. */
function listEnd(frame: string, from: number): number {
  if (frame.charCodeAt(from) !== openBracket) return -1;
  const end = frame.indexOf(']', from);
  const nested = frame.indexOf('[', from + 1);
  return nested !== -1 && nested < end ? -1 : end + 1;
}

/** Behind the brace of `["channel",{`; 0 where the frame begins otherwise. */
function objectStart(frame: string): number {
  if (!frame.startsWith('["')) return 0;
  const separator = skipSpace(frame, frame.indexOf('"', 2) + 1);
  if (frame.charCodeAt(separator) !== comma) return 0;
  const brace = skipSpace(frame, separator + 1);
  return frame.charCodeAt(brace) === openBrace ? brace + 1 : 0;
}

/** A copy that does not hold on to the frame it was cut from; comparing with a cut of another text is slow. */
export function flat(text: string): string {
  return Buffer.from(text, 'utf8').toString('utf8');
}

function valueEnd(frame: string, kind: ValueKind, from: number): number {
  if (kind === 'text') return frame.indexOf('"', from);
  return kind === 'list' ? listEnd(frame, from) : literalEnd(frame, from);
}

/** `]` and nothing more behind the object. */
function endsWell(frame: string, from: number): boolean {
  const at = skipSpace(frame, from);
  return frame.charCodeAt(at) === closeBracket && skipSpace(frame, at + 1) >= frame.length;
}

/**
 * Finds the fields of `["channel",{...}]` without building the object. Frames of a channel have their fields in the same
 * order and spacing, so what stood between two values last time is tried first, as one piece. Escapes, nested objects
 * and anything unexpected end the scan.
 */
export function createFrameScanner(fields: readonly string[]): FrameScanner {
  const slots = new Map(fields.map((field, slot) => [field, slot]));
  const starts = new Int32Array(fields.length);
  const ends = new Int32Array(fields.length);
  const learned: Glue[] = [];

  /** Reads from the end of a value to the beginning of the next, character by character; null where that is not JSON. */
  function glueAt(frame: string, from: number, first: boolean, afterText: boolean): Glue | null {
    let at = afterText ? from + 1 : from;
    at = skipSpace(frame, at);
    if (!first) {
      if (frame.charCodeAt(at) !== comma) return null;
      at = skipSpace(frame, at + 1);
    }
    if (frame.charCodeAt(at) !== quote) return null;
    const keyEnd = frame.indexOf('"', at + 1);
    if (keyEnd === -1) return null;
    const slot = slots.get(frame.slice(at + 1, keyEnd)) ?? -1;
    at = skipSpace(frame, keyEnd + 1);
    if (frame.charCodeAt(at) !== colon) return null;
    at = skipSpace(frame, at + 1);
    const code = frame.charCodeAt(at);
    if (code === openBrace) return null;
    const kind = code === quote ? 'text' : code === openBracket ? 'list' : 'literal';
    return { text: flat(frame.slice(from, kind === 'text' ? at + 1 : at)), slot, kind };
  }

  function scan(frame: string): boolean {
    if (frame.includes('\\')) return false;
    starts.fill(-1);
    let at = objectStart(frame);
    if (at === 0) return false;
    let before: ValueKind = 'literal';
    for (let place = 0; ; place += 1) {
      let glue = learned[place];
      if (!glue || !frame.startsWith(glue.text, at)) {
        const end = skipSpace(frame, before === 'text' ? at + 1 : at);
        if (place > 0 && frame.charCodeAt(end) === closeBrace) return endsWell(frame, end + 1);
        const read = glueAt(frame, at, place === 0, before === 'text');
        if (!read) return false;
        learned[place] = read;
        glue = read;
      }
      const start = at + glue.text.length;
      const end = valueEnd(frame, glue.kind, start);
      if (end < start) return false;
      if (glue.slot >= 0) {
        starts[glue.slot] = start;
        ends[glue.slot] = end;
      }
      before = glue.kind;
      at = end;
    }
  }

  return { starts, ends, scan };
}
