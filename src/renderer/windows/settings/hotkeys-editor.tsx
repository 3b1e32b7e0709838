import { RotateCcw } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import { Button } from '../../components/button.tsx';
import { testIds } from '../../components/test-ids.ts';
import { bindingOf, findConflicts } from '../../frame/commands/bindings.ts';
import { comboLabel, comboOf } from '../../frame/commands/combo.ts';
import type { Command } from '../../frame/commands/command.ts';
import { isMac } from '../../frame/commands/platform.ts';
import { useCommandRegistry } from '../../frame/commands/registry.ts';

type Overrides = Readonly<Record<string, string>>;
type Props = { readonly value: Overrides; readonly onChange: (value: Overrides) => void; readonly query: string };

function without(value: Overrides, id: string): Overrides {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== id));
}

function KeyField({
  command,
  value,
  clash,
  onSet,
}: {
  readonly command: Command;
  readonly value: Overrides;
  readonly clash: readonly string[];
  readonly onSet: (keys: string) => void;
}) {
  const [listening, setListening] = useState(false);
  const combo = bindingOf(command, value);
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (!listening) {
      if (event.key === 'Enter') setListening(true);
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    if (event.key === 'Escape') return setListening(false);
    const pressed = comboOf(event.nativeEvent);
    if (pressed === null) return;
    setListening(false);
    // Backspace alone takes the key away.
    onSet(pressed === 'Backspace' || pressed === 'Delete' ? '' : pressed);
  };
  return (
    // A field, so that the frame's keys do not act while one is recorded.
    <input
      readOnly
      className="key-field"
      aria-label={`Key for ${command.title}`}
      data-listening={listening}
      data-clash={clash.length > 0}
      title={
        clash.length > 0 ? `Same key: ${clash.join(', ')}` : 'Press Enter or click, then the key; Backspace removes it'
      }
      value={listening ? 'press a key…' : combo === null ? 'none' : comboLabel(combo, isMac)}
      onClick={() => setListening(true)}
      onBlur={() => setListening(false)}
      onKeyDown={onKey}
      data-testid={testIds.hotkey}
      data-command={command.id}
    />
  );
}

/** Every command with its key; two that could mean the same press are named at both. */
export function HotkeysEditor({ value, onChange, query }: Props) {
  const all = useCommandRegistry((state) => state.commands);
  const commands = all.filter(({ shownKeys }) => shownKeys === undefined);
  const conflicts = findConflicts(commands, value);
  const titles = new Map(commands.map(({ id, title }) => [id, title]));
  const wanted = query.trim().toLowerCase();
  const listed = commands.filter(
    ({ title, section }) => wanted === '' || `${title} ${section} hotkeys keys`.toLowerCase().includes(wanted),
  );
  const sections = Map.groupBy(listed, ({ section }) => section);
  const clashOf = (id: string): readonly string[] =>
    conflicts
      .filter(({ ids }) => ids.includes(id))
      .flatMap(({ ids }) => ids.filter((each) => each !== id).map((each) => titles.get(each) ?? each));
  const set = (command: Command, keys: string): void =>
    onChange(keys === command.keys ? without(value, command.id) : { ...value, [command.id]: keys });
  return (
    <div className="hotkeys-editor">
      {conflicts.length === 0 ? (
        <p className="faint">No two commands share a key where both could be meant.</p>
      ) : (
        <p className="attention" role="alert">
          {conflicts.length} {conflicts.length === 1 ? 'key is' : 'keys are'} taken twice:{' '}
          {conflicts
            .map(
              ({ combo, ids }) => `${comboLabel(combo, isMac)} (${ids.map((id) => titles.get(id) ?? id).join(', ')})`,
            )
            .join('; ')}
        </p>
      )}
      <div className="hotkey-columns">
        {[...sections].map(([section, group]) => (
          <section key={section}>
            <h4>{section}</h4>
            {group.map((command) => (
              <div key={command.id} className="hotkey-line">
                <span className="ellipsis" title={command.title}>
                  {command.title}
                </span>
                {/* Also empty it keeps its column. */}
                <span className="faint">{command.scope === 'global' ? '' : command.scope}</span>
                <KeyField
                  command={command}
                  value={value}
                  clash={clashOf(command.id)}
                  onSet={(keys) => set(command, keys)}
                />
                <Button
                  tone="quiet"
                  iconOnly
                  disabled={!Object.hasOwn(value, command.id)}
                  aria-label={`Default key for ${command.title}`}
                  title="Back to the default key"
                  onClick={() => onChange(without(value, command.id))}
                >
                  <RotateCcw size={11} />
                </Button>
              </div>
            ))}
          </section>
        ))}
      </div>
    </div>
  );
}
