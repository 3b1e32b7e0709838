import { existsSync, watch, writeFileSync, type FSWatcher } from 'node:fs';
import { join } from 'node:path';

/** A file called KILL in the program's folder stops all trading, even with every window dead. */
export function killFilePath(home: string): string {
  return join(home, 'KILL');
}

/** The last resort when the execution process does not answer: it reads the file at its next start. Answers the path. */
export function leaveKillFile(home: string, reason: string): string {
  const path = killFilePath(home);
  writeFileSync(path, `${reason}\n`, { mode: 0o600 });
  return path;
}

/** Tells when the kill file appears or goes. Polls as well: a watch may miss changes on some file systems. */
export function watchKillFile(home: string, tell: (present: boolean) => void): { present(): boolean; close(): void } {
  const path = killFilePath(home);
  let present = existsSync(path);
  const check = (): void => {
    const now = existsSync(path);
    if (now === present) return;
    present = now;
    tell(now);
  };
  const timer = setInterval(check, 500);
  timer.unref();
  let watcher: FSWatcher | null = null;
  try {
    watcher = watch(home, { persistent: false }, check);
    watcher.on('error', () => undefined);
  } catch {
    watcher = null;
  }
  return {
    present: () => present,
    close: () => {
      clearInterval(timer);
      watcher?.close();
    },
  };
}
