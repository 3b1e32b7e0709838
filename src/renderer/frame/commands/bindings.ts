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

/** The command for a key: the focused window's own first, then the global one; null also where two could be meant. */
export function commandFor<C extends Bindable>(
  commands: readonly C[],
  combo: Combo,
  context: { readonly scope: CommandScope; readonly overrides: Overrides },
): C | null {
  const meant = commandsFor(commands, combo, context);
  return meant.length === 1 ? (meant[0] ?? null) : null;
}

/** Every command a key could mean where the keyboard is. */
export function commandsFor<C extends Bindable>(
  commands: readonly C[],
  combo: Combo,
  context: { readonly scope: CommandScope; readonly overrides: Overrides },
): readonly C[] {
  const matching = commands.filter((command) => bindingOf(command, context.overrides) === combo);
  const own = matching.filter(({ scope }) => scope === context.scope);
  return own.length > 0 ? own : matching.filter(({ scope }) => scope === 'global');
}
