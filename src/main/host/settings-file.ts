import { copyFileSync, existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { settingsSchema, type Settings } from '../../engine/contract/settings-schema.ts';
import { fail, ok, type Failure, type Outcome } from '../../engine/domain/outcome.ts';
import { tighten } from './tighten.ts';

export type SettingsFile = {
  readonly path: string;
  current(): Settings;
  /** Why the file on disk is not what is in force; null when it is. */
  problem(): Failure | null;
  save(settings: Settings): Outcome<Settings>;
  /** Looks at a broken file again; true when its problem has changed or gone. A file that is gone for a moment stays broken. */
  reread(): boolean;
};

const inForce = 'Defaults are in force; the file was left as it is.';

function describeIssues(error: {
  readonly issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[];
}): string {
  return error.issues
    .slice(0, 3)
    .map((issue) => `${issue.path.map(String).join('.') || 'file'}: ${issue.message}`)
    .join('; ');
}

/** Line and column of a JSON syntax error, where the message tells the position. */
function whereInText(text: string, message: string): string {
  const at = /position (\d+)/.exec(message)?.[1];
  if (at === undefined) return `: ${message}`;
  const before = text.slice(0, Number(at)).split('\n');
  return ` at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}

function read(path: string): Outcome<Settings, 'malformed' | 'unreadable'> {
  if (!existsSync(path)) return ok(settingsSchema.parse({}));
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return fail('unreadable', `${path} cannot be read: ${(error as Error).message}. ${inForce}`);
  }
  let raw: unknown;
  try {
    raw = JSON.parse(text);
  } catch (error) {
    return fail('malformed', `${path} is not valid JSON${whereInText(text, (error as Error).message)}. ${inForce}`);
  }
  const parsed = settingsSchema.safeParse(raw);
  if (parsed.success) return ok(parsed.data);
  return fail('malformed', `${path}: ${describeIssues(parsed.error)}. ${inForce}`);
}

function keepAside(path: string): void {
  copyFileSync(path, `${path}.broken`);
  tighten(`${path}.broken`);
}

/** Settings as one JSON file: validated on reading, written whole, and a broken file is kept aside before it is replaced. */
export function openSettingsFile(home: string): SettingsFile {
  const path = join(home, 'settings.json');
  const first = read(path);
  let problem: Failure | null = first.ok ? null : first.failure;
  let current: Settings = first.ok ? first.value : settingsSchema.parse({});
  return {
    path,
    current: () => current,
    problem: () => problem,
    save: (settings) => {
      const parsed = settingsSchema.safeParse(settings);
      if (!parsed.success) return fail('invalid-settings', describeIssues(parsed.error));
      try {
        if (problem && existsSync(path)) keepAside(path);
        writeFileSync(`${path}.new`, `${JSON.stringify(parsed.data, null, 2)}\n`, { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch (error) {
        return fail('unwritable', `Settings were not saved: ${(error as Error).message}`);
      }
      current = parsed.data;
      problem = null;
      return ok(current);
    },
    reread: () => {
      // Editors replace a file by removing it first: absence is no consent to the defaults.
      if (problem === null || !existsSync(path)) return false;
      const again = read(path);
      const before = problem.message;
      problem = again.ok ? null : again.failure;
      if (again.ok) current = again.value;
      return problem?.message !== before;
    },
  };
}
