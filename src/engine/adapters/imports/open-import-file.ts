import { readFile, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import { unreadableFile } from '../../domain/unreadable-file.ts';
import type { ImportFile } from './import-format.ts';
import { zipParts } from '../vendor-kit/zip-parts.ts';
import { unzstd } from './zstd-frames.ts';

export type ImportFileCode = 'no-file' | 'damaged' | 'too-large';

/** A day of every kind of file fits; more at once would exhaust the machine. */
const mostBytes = 2 * 1024 ** 3 - 1;

/** Reads a file and takes off its packing, known by its first bytes whatever it is called. */
export async function openImportFile(path: string): Promise<Outcome<ImportFile, ImportFileCode>> {
  let bytes: Buffer;
  try {
    const about = await stat(path);
    // A pipe is waited for and a device read without end, also behind a link that came with an archive.
    if (!about.isFile()) return fail('no-file', `${path} is no file`);
    const { size } = about;
    if (size > mostBytes) return fail('too-large', `${path} has ${size} bytes, more than ${mostBytes}`);
    bytes = await readFile(path);
  } catch (error) {
    return fail('no-file', unreadableFile(path, error));
  }
  const name = basename(path);
  const plain = unpacked(name, bytes);
  return plain.ok ? plain : fail(plain.failure.code, `${path}: ${plain.failure.message}`);
}

function unpacked(name: string, bytes: Buffer): Outcome<ImportFile, 'damaged' | 'too-large'> {
  const magic = bytes.length < 4 ? 0 : bytes.readUInt32BE(0);
  if (magic === 0x504b0304) {
    const parts = zipParts(bytes, mostBytes);
    return parts.ok ? ok({ name, parts: parts.value }) : parts;
  }
  if (magic >>> 16 === 0x1f8b) {
    try {
      return single(name.replace(/\.gz$/, ''), gunzipSync(bytes, { maxOutputLength: mostBytes }));
    } catch (error) {
      return fail('damaged', `gzip: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (magic === 0x28b52ffd || (magic >>> 8 === 0x2a4d18 && (magic & 0xf0) === 0x50)) {
    const plain = unzstd(bytes, mostBytes);
    return plain.ok ? single(name.replace(/\.zst$/, ''), plain.value) : plain;
  }
  return single(name, bytes);
}

function single(name: string, bytes: Buffer): Outcome<ImportFile, never> {
  return ok({ name, parts: [{ name, bytes: () => bytes }] });
}
