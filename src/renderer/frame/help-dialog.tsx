import { Dialog } from '../components/dialog.tsx';
import { useSettings } from '../stores/settings.ts';
import { bindingOf, findConflicts } from './commands/bindings.ts';
import { comboLabel } from './commands/combo.ts';
import type { Command } from './commands/command.ts';
import { isMac } from './commands/platform.ts';
import { useCommandRegistry } from './commands/registry.ts';
import { closeDialog } from './dialogs.ts';
import { testIds } from '../components/test-ids.ts';

/** Every key in force, by section, with what collides. */
export function HelpDialog() {
  const commands = useCommandRegistry((state) => state.commands);
  const { hotkeys } = useSettings();
  const bound = commands.flatMap((command) => {
    const combo = bindingOf(command, hotkeys) ?? command.shownKeys ?? null;
    return combo === null ? [] : [{ command, combo }];
  });
  const conflicts = findConflicts(commands, hotkeys);
  const titleOf = (id: string): string => commands.find((command: Command) => command.id === id)?.title ?? id;
  return (
    <Dialog title="Keys" onClose={closeDialog} width={720} testId={testIds.helpDialog}>
      {conflicts.map(({ combo, ids }) => (
        <p key={combo} className="danger" role="alert">
          {comboLabel(combo, isMac)} is used twice: {ids.map(titleOf).join(' and ')}. Change one in Settings.
        </p>
      ))}
      <div className="key-sheet">
        {[...Map.groupBy(bound, ({ command }) => command.section)].map(([section, entries]) => (
          <section key={section}>
            <h3 className="section-title">{section}</h3>
            <ul>
              {entries.map(({ command, combo }) => (
                <li key={command.id}>
                  <span>{command.title}</span>
                  <span className="kbd">{comboLabel(combo, isMac)}</span>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
