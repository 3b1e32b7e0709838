import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import process from 'node:process';
import { gunzipSync } from 'node:zlib';
import { MalformedVectors } from './verifier.ts';

function upwards(start: string): readonly string[] {
  const folders = [start];
  for (let folder = start; dirname(folder) !== folder; folder = dirname(folder)) folders.push(dirname(folder));
  return folders;
}

/**
 * Text of a data file that a file of reference values names by its path: looked for in the working folder, in the
 * folders of the files on the command line, and upwards from each, there also under `shared`. Unpacked when it is gzip.
 */
export function readNamedData(name: string, path: string): string {
  const starts = [process.cwd(), ...process.argv.slice(2).map((argument) => dirname(resolve(argument)))];
  const places = starts.flatMap(upwards).flatMap((folder) => [resolve(folder, name), resolve(folder, 'shared', name)]);
  const found = places.find((place) => statSync(place, { throwIfNoEntry: false })?.isFile() === true);
  if (found === undefined)
    throw new MalformedVectors(`${path}: no file ${name} here, beside the vectors or above them`);
  const bytes = readFileSync(found);
  return (bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes).toString('utf8');
}
