import { statSync, watch, type FSWatcher } from 'node:fs';
import { basename, dirname } from 'node:path';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import { keepLastGood, writePrivately } from './last-good-copy.ts';
import { readText } from './read-text.ts';
import type { Placed } from './read-yaml.ts';
import { standInOf } from './stand-in.ts';
import { understand, type ReadContent } from './understand-text.ts';

export type FeedsFileState = {
  readonly path: string;
  /** World time at which what is in force was read; when it was first read, where a copy of before the start stands in. */
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

/**
 * Opens the feeds file, writing a commented default where there is none, and follows every change of it. What was last right is
 * kept beside it: a restart with a mistake in the file must not bring back a vendor that was switched off.
 */
export function openFeedsFile<Config>(parts: FeedsFileParts<Config>): FeedsFile<Config> {
  const { path, clock, log } = parts;
  const listeners: Parameters<FeedsFile<Config>['onChange']>[0][] = [];
  let config = parts.fallback;
  let state: FeedsFileState = { path, loadedTime: clock.now(), problem: null };
  /** Said behind every mistake until a right file is read: what is in force since a start with a mistake. */
  let standIn = '';
  let known = '';
  let knownAbout = '';

  function load(text: string): Config | null {
    const { config: right, problem: mistake } = understand(text, parts.read);
    const loadedTime = right === null ? state.loadedTime : clock.now();
    if (right !== null) {
      config = right;
      standIn = '';
      keepLastGood(path, { text, goodSinceMs: clock.wallMs() }, log);
    }
    const problem = mistake && { ...mistake, message: mistake.message + standIn };
    state = { path, loadedTime, problem };
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

  function startFrom(text: string): void {
    if (understand(text, parts.read).config === null) {
      const copy = standInOf(path, parts.read);
      config = copy.config ?? config;
      state = { ...state, loadedTime: copy.goodSinceMs ?? state.loadedTime };
      standIn = copy.words;
    }
    load(text);
  }

  if (readText(path) === null) writePrivately(path, parts.defaultText(), log);
  known = readText(path) ?? '';
  startFrom(known);
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

/** Changes with every save, also with one of the same length within the same moment of the clock: that is another file. */
function aboutFile(path: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(path, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`;
  } catch {
    return '';
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
