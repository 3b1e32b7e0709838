import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { HttpCode } from '../../ports/http.ts';
import { codeOf } from './vendor-address.ts';

type Unpack = (bytes: Uint8Array, options: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

/** Named `deflate`, sent with and without a header. */
const inflateEither: Unpack = async (bytes, options) => {
  try {
    return await promisify(inflate)(bytes, options);
  } catch (error) {
    if (codeOf(error) !== 'Z_DATA_ERROR') throw error;
    return promisify(inflateRaw)(bytes, options);
  }
};

const unpackers: Readonly<Record<string, Unpack>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: inflateEither,
  br: promisify(brotliDecompress),
};

/** Nobody packs more often; a header has room for thousands, each of them work for us. */
const mostLayers = 3;

/** Undoes the content encodings of a body, last one first, and never makes more of it than allowed. */
export async function unpackBody(
  bytes: Uint8Array,
  encoding: string,
  mostBytes: number,
): Promise<Outcome<Uint8Array, HttpCode>> {
  let body = bytes;
  const names = encoding.split(',').map((name) => name.trim().toLowerCase());
  if (names.length > mostLayers) return fail('truncated', `The answer is packed ${names.length} times over`);
  for (const name of names.toReversed()) {
    const unpack = Object.hasOwn(unpackers, name) ? unpackers[name] : undefined;
    if (unpack === undefined || body.length === 0) continue;
    try {
      body = await unpack(body, { maxOutputLength: mostBytes });
    } catch (error) {
      const code = codeOf(error);
      if (code === 'ERR_BUFFER_TOO_LARGE') {
        return fail('too-large', `The answer unpacks to more than ${mostBytes} bytes`, { mostBytes });
      }
      return fail('truncated', `The ${name} answer cannot be unpacked: ${code}`);
    }
  }
  return ok(body);
}
