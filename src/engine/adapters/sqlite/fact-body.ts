import { isDeepStrictEqual } from 'node:util';
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib';

/** Chains of thousands of rows shrink to a fifth; below this the frame costs more than it saves. */
const compressAbove = 4_096;
const quickly = { params: { [constants.ZSTD_c_compressionLevel]: 1 } };

/** Values in the order of their fields; the names are kept once for all bodies alike. */
export type PackedBody = { readonly fields: string; readonly values: string };

export function packBody(body: object): PackedBody {
  return { fields: JSON.stringify(Object.keys(body)), values: JSON.stringify(Object.values(body)) };
}

export function unpackBody(fields: readonly string[], values: string): Readonly<Record<string, unknown>> {
  const parsed = JSON.parse(values) as readonly unknown[];
  const body: Record<string, unknown> = {};
  for (let at = 0; at < fields.length; at += 1) body[fields[at] ?? ''] = parsed[at];
  return body;
}

/** Text, or a zstd frame of it. */
export function storedForm(values: string): string | Buffer {
  return values.length < compressAbove ? values : zstdCompressSync(values, quickly);
}

export function valuesOf(stored: string | Buffer): string {
  return typeof stored === 'string' ? stored : zstdDecompressSync(stored).toString('utf8');
}

/** The same body, whatever the order of its fields was when an earlier version of a translator wrote it. */
export function sameBody(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(a, b);
}
