import { fail, ok, type Outcome } from '../domain/outcome.ts';
import { checkFrame, type FrameFault } from './frame-check.ts';
import type { BatchFrame, Frame } from './frames.ts';

/** Largest frame a server accepts from a client, bytes: commands and subscriptions are small. */
export const maxClientFrameBytes = 1 << 20;
/** Largest frame a client accepts from a server, bytes. */
export const maxServerFrameBytes = 16 << 20;

/** Text for everything but column frames. */
export type EncodedFrame = string | Uint8Array<ArrayBuffer>;

/** 'QRF1' read as a little-endian number. */
const magic = 0x31465251;
const prefixBytes = 8;
const wordBytes = 8;
const maxColumns = 64;

type ColumnList = readonly (readonly [name: string, length: number])[];

/**
 * A column frame is: magic, header length (both uint32, little-endian), the JSON header, zeros up to a multiple of 8,
 * then the columns as float64 in the order the header lists them.
 */
export function encodeFrame(frame: Frame): EncodedFrame {
  return frame.k === 'batch' ? encodeColumns(frame) : JSON.stringify(frame);
}

/** Strict: anything unexpected is a failure value, never an exception. */
export function decodeText(json: string): Outcome<Frame, FrameFault> {
  const value = parseJson(json);
  if (!value.ok) return value;
  const frame = checkFrame(value.value);
  return frame.ok && frame.value.k === 'batch' ? broken('columns travel binary') : frame;
}

export function decodeBinary(bytes: Uint8Array): Outcome<Frame, FrameFault> {
  if (bytes.byteLength < prefixBytes) return broken('too short for a column frame');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.getUint32(0, true) !== magic) return broken('not a column frame');
  const headerEnd = prefixBytes + view.getUint32(4, true);
  if (headerEnd > bytes.byteLength) return broken('header longer than the frame');
  const header = parseHeader(bytes.subarray(prefixBytes, headerEnd));
  if (!header.ok) return header;
  const columns = readColumns(bytes, padded(headerEnd), header.value.columns);
  return columns.ok ? checkFrame({ ...header.value.frame, columns: columns.value }) : columns;
}

function encodeColumns(frame: BatchFrame): Uint8Array<ArrayBuffer> {
  const { columns, ...rest } = frame;
  const entries = Object.entries(columns);
  const list: ColumnList = entries.map(([name, values]) => [name, values.length]);
  const header = new TextEncoder().encode(JSON.stringify({ ...rest, columns: list }));
  const start = padded(prefixBytes + header.byteLength);
  const words = entries.reduce((sum, [, values]) => sum + values.length, 0);
  const bytes = new Uint8Array(start + words * wordBytes);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, magic, true);
  view.setUint32(4, header.byteLength, true);
  bytes.set(header, prefixBytes);
  const body = new Float64Array(bytes.buffer, start, words);
  let offset = 0;
  for (const [, values] of entries) {
    body.set(values, offset);
    offset += values.length;
  }
  return bytes;
}

function parseHeader(
  bytes: Uint8Array,
): Outcome<{ readonly frame: Readonly<Record<string, unknown>>; readonly columns: ColumnList }, FrameFault> {
  const json = decodeUtf8(bytes);
  if (!json.ok) return json;
  const header = parseJson(json.value);
  if (!header.ok) return header;
  if (typeof header.value !== 'object' || header.value === null || Array.isArray(header.value))
    return broken('header is not an object');
  const { columns, ...frame } = header.value as Readonly<Record<string, unknown>>;
  if (frame['k'] !== 'batch') return broken('only column frames travel binary');
  return isColumnList(columns) ? ok({ frame, columns }) : broken('column list is not valid');
}

function isColumnList(value: unknown): value is ColumnList {
  if (!Array.isArray(value) || value.length > maxColumns) return false;
  const names = new Set<unknown>();
  return value.every((entry: unknown) => {
    if (!Array.isArray(entry) || entry.length !== 2) return false;
    const [name, length] = entry as readonly unknown[];
    if (typeof name !== 'string' || name === '__proto__' || names.has(name)) return false;
    names.add(name);
    return Number.isSafeInteger(length) && Number(length) >= 0;
  });
}

function readColumns(
  bytes: Uint8Array,
  start: number,
  list: ColumnList,
): Outcome<Record<string, Float64Array>, FrameFault> {
  const words = list.reduce((sum, [, length]) => sum + length, 0);
  if (start + words * wordBytes !== bytes.byteLength) return broken('columns do not fill the frame');
  const absolute = bytes.byteOffset + start;
  // A view when the transport delivered aligned bytes, a copy otherwise: Float64Array cannot start in between.
  // Not `slice`: a Node Buffer answers that with a view.
  const body =
    absolute % wordBytes === 0
      ? new Float64Array(bytes.buffer, absolute, words)
      : new Float64Array(new Uint8Array(bytes.subarray(start)).buffer);
  const columns: Record<string, Float64Array> = {};
  let offset = 0;
  for (const [name, length] of list) {
    columns[name] = body.subarray(offset, offset + length);
    offset += length;
  }
  return ok(columns);
}

function parseJson(json: string): Outcome<unknown, FrameFault> {
  try {
    return ok(JSON.parse(json) as unknown);
  } catch {
    return broken('not JSON');
  }
}

export function decodeUtf8(bytes: Uint8Array): Outcome<string, FrameFault> {
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return broken('not UTF-8');
  }
}

function padded(offset: number): number {
  return Math.ceil(offset / wordBytes) * wordBytes;
}

function broken(what: string): {
  readonly ok: false;
  readonly failure: { readonly code: FrameFault; readonly message: string };
} {
  return fail('bad-frame', `Not a frame: ${what}`);
}
