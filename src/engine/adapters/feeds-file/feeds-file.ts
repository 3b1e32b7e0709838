import { mkdirSync, readFileSync, renameSync, statSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { readYaml, type PathProblem, type Placed } from './read-yaml.ts';

/** What the content means, by whoever knows the vendors. */
export type ReadContent<Config> = (
  value: unknown,
) => { readonly ok: true; readonly config: Config } | { readonly ok: false; readonly problems: readonly PathProblem[] };

export type FeedsFileState = {
  readonly path: string;
  /** World time at which what is in force was read. */
  readonly loadedTime: number;
  /** Why the newest text is not in force; the first of its mistakes, with the number of others. */
  readonly problem: Placed | null;
};

export interface FeedsFile<Config> {
  /** In force now: the newest text that was right. */
  readonly config: Config;
  readonly state: FeedsFileState;
  /** Told after every change of the file, of `config` only when it is right. */
  onChange(listener: (change: { readonly config: Config | null; readonly state: FeedsFileState }) => void): void;
  close(): void;
}

export type FeedsFileParts<Config> = {
  readonly path: string;
  readonly defaultText: () => string;
  /** In force until a right file has been read. */
  readonly fallback: Config;
  readonly read: ReadContent<Config>;
  readonly clock: Clock;
  readonly log: Log;
};

/** Editors write in several steps: read once they are done. */
const settleMs = 100;
/** Some file systems tell nothing. */
const pollMs = 1_000;
/** Eight times the file of a first start: what is larger could hold up the market for seconds while it is read. */
const mostBytes = 256 * 1024;

/** Opens the feeds file, writing a commented default where there is none, and follows every change of it. */
export function openFeedsFile<Config>(parts: FeedsFileParts<Config>): FeedsFile<Config> {
  const { path, clock, log } = parts;
  const listeners: Parameters<FeedsFile<Config>['onChange']>[0][] = [];
  let config = parts.fallback;
  let state: FeedsFileState = { path, loadedTime: clock.now(), problem: null };
  let known = '';
  let knownAbout = '';

  function load(text: string): Config | null {
    const { config: right, problem } = understand(text, parts.read);
    if (right !== null) config = right;
    state = { path, loadedTime: right === null ? state.loadedTime : clock.now(), problem };
    if (problem)
      log.warn('feeds file not in force', { path, line: problem.line, column: problem.column, why: problem.message });
    return right;
  }

  /** False when there was nothing to read, as while another program holds the file. */
  function refresh(): boolean {
    const text = readText(path);
    if (text === null) return false;
    if (text === known) return true;
    known = text;
    const right = load(text);
    for (const tell of listeners) tell({ config: right, state });
    return true;
  }

  writeDefault(path, parts.defaultText, log);
  known = readText(path) ?? '';
  load(known);
  let settle: (() => void) | null = null;
  const watcher = watchFolder(path, () => {
    settle?.();
    settle = clock.after(settleMs, () => void refresh());
  });
  const stopPolling = clock.every(pollMs, () => {
    const about = aboutFile(path);
    if (about !== knownAbout && refresh()) knownAbout = about;
  });

  return {
    get config() {
      return config;
    },
    get state() {
      return state;
    },
    onChange: (listener) => void listeners.push(listener),
    close: () => {
      settle?.();
      stopPolling();
      watcher?.close();
    },
  };
}

/** Finding a place walks the file: of thousands of mistakes one is shown. */
const mostPlaced = 100;
const tooLong = `more than ${mostBytes / 1024} KB are too many for this file`;

function understand<Config>(
  text: string,
  read: ReadContent<Config>,
): { readonly config: Config | null; readonly problem: Placed | null } {
  if (text.length > mostBytes) return { config: null, problem: { message: tooLong, line: null, column: null } };
  const yaml = readYaml(text);
  if (yaml.problems.length > 0) return { config: null, problem: firstOf(yaml.problems, yaml.problems.length) };
  const content = read(yaml.value);
  if (content.ok) return { config: content.config, problem: null };
  const placed = content.problems.slice(0, mostPlaced).map((problem) => yaml.place(problem));
  return { config: null, problem: firstOf(placed, content.problems.length) };
}

function firstOf(problems: readonly Placed[], all: number): Placed | null {
  const [first] = problems.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
  if (!first || all === 1) return first ?? null;
  return { ...first, message: `${first.message} (and ${all - 1} more)` };
}

/** Changes with every save, also with one of the same length within the same moment of the clock: that is another file. */
function aboutFile(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return '';
  }
}

/** Null while the file is away, as between the two steps of a save. */
function readText(path: string): string | null {
  try {
    const about = statSync(path);
    // A pipe would be waited for, and a device read without end.
    if (!about.isFile()) return null;
    return about.size > mostBytes ? ' '.repeat(mostBytes + 1) : readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

function writeDefault(path: string, text: () => string, log: Log): void {
  if (readText(path) !== null) return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const draft = `${path}.new`;
    writeFileSync(draft, text(), { mode: 0o600 });
    renameSync(draft, path);
  } catch (error) {
    log.warn('feeds file could not be written', { path, error: String(error) });
  }
}

/** The folder is watched, not the file: editors put a new file in its place. */
function watchFolder(path: string, changed: () => void): FSWatcher | null {
  try {
    const name = basename(path);
    const watcher = watch(dirname(path), { persistent: false }, (_event, file) => {
      if (file === null || file === name) changed();
    });
    watcher.on('error', () => watcher.close());
    return watcher;
  } catch {
    return null;
  }
}
