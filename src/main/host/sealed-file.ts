import { existsSync, readFileSync, renameSync } from 'node:fs';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import { tighten } from './tighten.ts';
import { writePrivate } from './write-private.ts';

export type SealedFile<Content> = {
  content(): Content;
  /** Writes the file as a whole; what was in it and could not be read is set aside first. */
  write(next: Content): Outcome<void, 'unwritable'>;
};

/**
 * A file of sealed keys, for its owner alone. One that is there and not one of ours counts as empty, but its keys may still
 * be wanted: it is kept beside the new one, as `.damaged`.
 */
export function openSealedFile<Content>(
  path: string,
  { empty, parse }: { readonly empty: Content; readonly parse: (value: unknown) => Content },
): SealedFile<Content> {
  const found = read(path, { empty, parse });
  let content = found ?? empty;
  let damaged = found === null;
  tighten(path);
  return {
    content: () => content,
    write: (next) => {
      try {
        if (damaged && existsSync(path)) renameSync(path, freeName(`${path}.damaged`));
        damaged = false;
        writePrivate(path, `${JSON.stringify(next)}\n`);
        content = next;
        return ok(undefined);
      } catch (error) {
        return fail('unwritable', `${path} cannot be written: ${(error as Error).message}`);
      }
    },
  };
}

/** Null when there is a file and it is not one of ours. */
function read<Content>(
  path: string,
  { empty, parse }: { readonly empty: Content; readonly parse: (value: unknown) => Content },
): Content | null {
  try {
    return parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? empty : null;
  }
}

/** What was set aside before stays, too. */
function freeName(path: string): string {
  let name = path;
  for (let number = 2; existsSync(name); number += 1) name = `${path}-${number}`;
  return name;
}
