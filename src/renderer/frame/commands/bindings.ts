import { canonicalCombo, type Combo } from './combo.ts';
import type { Command, CommandScope } from './command.ts';

type Bindable = Pick<Command, 'id' | 'scope' | 'keys'>;
type Overrides = Readonly<Record<string, string>>;
export type Conflict = { readonly combo: Combo; readonly scope: CommandScope; readonly ids: readonly string[] };

/** The key in force: what settings say, else the default; null = none. */
export function bindingOf(command: Bindable, overrides: Overrides): Combo | null {
  const text = overrides[command.id] ?? command.keys;
  return text === '' ? null : canonicalCombo(text);
}

function collide(one: CommandScope, other: CommandScope): boolean {
  return one === other || one === 'global' || other === 'global';
}

/** Commands that answer to the same key where both could be meant. */
export function findConflicts(commands: readonly Bindable[], overrides: Overrides): readonly Conflict[] {
  const conflicts: Conflict[] = [];
  const byCombo = Map.groupBy(commands, (command) => bindingOf(command, overrides));
  for (const [combo, group] of byCombo) {
    if (combo === null || group.length < 2) continue;
    const clashing = group.filter((one) => group.some((other) => other !== one && collide(one.scope, other.scope)));
    const first = clashing[0];
    if (first) conflicts.push({ combo, scope: first.scope, ids: clashing.map(({ id }) => id) });
  }
  return conflicts;
}

/** The command for a key: the focused window's own first, then the global one. */
export function commandFor<C extends Bindable>(
  commands: readonly C[],
  combo: Combo,
  context: { readonly scope: CommandScope; readonly overrides: Overrides },
): C | null {
  const matching = commands.filter((command) => bindingOf(command, context.overrides) === combo);
  return (
    matching.find(({ scope }) => scope === context.scope) ?? matching.find(({ scope }) => scope === 'global') ?? null
  );
}
