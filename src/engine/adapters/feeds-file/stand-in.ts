import { basename } from 'node:path';
import { lastGoodPath, readLastGood } from './last-good-copy.ts';
import { understand, type ReadContent } from './understand-text.ts';

/** What is in force at a start with a mistake in the file, and the words for it. */
export function standInOf<Config>(
  path: string,
  read: ReadContent<Config>,
): { readonly config: Config | null; readonly goodSinceMs: number | null; readonly words: string } {
  const name = basename(lastGoodPath(path));
  const copy = readLastGood(path);
  const config = copy && understand(copy.text, read).config;
  if (copy === null || config === null) {
    const why = copy === null ? `there is no ${name} to stand in` : `${name} has a mistake too`;
    return { config: null, goodSinceMs: null, words: `; the defaults are in force, for ${why}` };
  }
  const since = new Date(copy.goodSinceMs).toISOString().slice(0, 16).replace('T', ' ');
  return { config, goodSinceMs: copy.goodSinceMs, words: `; ${name} is in force, right since ${since} UTC` };
}
