import { settingsSchema, type Settings } from '../../../engine/contract/settings-schema.ts';
import { sameValue, valueAt, withValue } from './setting-paths.ts';

/** What the trader changed and has not saved, by path. Everything else follows what is stored. */
export type Changes = ReadonlyMap<string, unknown>;

export function withChange(
  changes: Changes,
  stored: Settings,
  { path, value }: { readonly path: string; readonly value: unknown },
): Changes {
  const next = new Map(changes);
  if (sameValue(valueAt(stored, path), value)) next.delete(path);
  else next.set(path, value);
  return next;
}

export function applied(stored: Settings, changes: Changes): unknown {
  return [...changes].reduce<unknown>((tree, [path, value]) => withValue(tree, path, value), stored);
}

export type Checked =
  | { readonly valid: Settings; readonly problems: ReadonlyMap<string, string> }
  | { readonly valid: null; readonly problems: ReadonlyMap<string, string> };

/** The settings as they would be stored, or what is wrong at which field. */
export function checkDraft(stored: Settings, changes: Changes): Checked {
  const result = settingsSchema.safeParse(applied(stored, changes));
  if (result.success) return { valid: result.data, problems: new Map() };
  const problems = new Map<string, string>();
  for (const issue of result.error.issues) {
    const path = issue.path.map(String).join('.');
    if (!problems.has(path)) problems.set(path, issue.message);
  }
  return { valid: null, problems };
}

/** The message for a field: its own, or that of something inside it. */
export function problemOf(problems: ReadonlyMap<string, string>, path: string): string | undefined {
  return problems.get(path) ?? [...problems].find(([at]) => at.startsWith(`${path}.`))?.[1];
}
