import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { Log } from '../../ports/log.ts';
import { readText } from './read-text.ts';

export type LastGood = { readonly text: string; readonly goodSinceMs: number };

const heading =
  /^# (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z): what was last right\. Written by Quorum for a start with a mistake in [^\n]*\n/;

/** Beside the file itself. Nobody else reads or writes it; a change of it means nothing while Quorum runs. */
export function lastGoodPath(path: string): string {
  return join(dirname(path), basename(path).replace(/(\.[a-z]+)?$/, '.last-good$1'));
}

/** Null = there is none, or not one that was written here. */
export function readLastGood(path: string): LastGood | null {
  const whole = readText(lastGoodPath(path));
  const [head = '', since = ''] = heading.exec(whole ?? '') ?? [];
  const goodSinceMs = Date.parse(since);
  return whole === null || Number.isNaN(goodSinceMs) ? null : { text: whole.slice(head.length), goodSinceMs };
}

/** The same text again keeps the time since when it is right. */
export function keepLastGood(path: string, { text, goodSinceMs }: LastGood, log: Log): void {
  if (readLastGood(path)?.text === text) return;
  const since = new Date(goodSinceMs).toISOString();
  const head = `# ${since}: what was last right. Written by Quorum for a start with a mistake in ${basename(path)}; edit that.\n`;
  writePrivately(lastGoodPath(path), head + text, log);
}

/** Whole or not at all, and readable by nobody else. */
export function writePrivately(path: string, text: string, log: Log): void {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.new`;
    writeFileSync(draft, text, { mode: 0o600, flush: true });
    renameSync(draft, path);
  } catch (error) {
    log.warn('feeds file could not be written', { path, error: String(error) });
  }
}
