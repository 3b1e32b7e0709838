import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { useSettings } from '../stores/settings.ts';
import { bindingOf } from './commands/bindings.ts';
import { comboLabel } from './commands/combo.ts';
import { fuzzyRank } from './commands/fuzzy.ts';
import { isMac } from './commands/platform.ts';
import { useCommandRegistry } from './commands/registry.ts';
import { closeDialog } from './dialogs.ts';
import { settingEntries, useSymbolEntries, useWorkspaceEntries, type PaletteEntry } from './palette-entries.ts';
import { testIds } from '../components/test-ids.ts';

const most = 60;

function useEntries(query: string): readonly PaletteEntry[] {
  const commands = useCommandRegistry((state) => state.commands);
  const { hotkeys } = useSettings();
  const symbols = useSymbolEntries(query);
  const layouts = useWorkspaceEntries();
  const actions = commands
    .filter(({ id }) => id !== 'palette')
    .map((command): PaletteEntry => {
      const combo = bindingOf(command, hotkeys) ?? command.shownKeys ?? null;
      return {
        id: command.id,
        section: command.section,
        title: command.title,
        words: command.words ?? '',
        keys: combo === null ? '' : comboLabel(combo, isMac),
        run: command.run,
      };
    });
  const all = [...(query === '' ? [] : symbols), ...actions, ...layouts, ...(query === '' ? symbols : settingEntries)];
  return fuzzyRank(all, query, ({ title, words }) => `${title} ${words}`).slice(0, most);
}

/** Finds every action, symbol, window, layout and setting by a few letters. */
export function Palette() {
  const [query, setQuery] = useState('');
  const [at, setAt] = useState(0);
  const list = useRef<HTMLUListElement>(null);
  const listId = useId();
  const entries = useEntries(query);
  useEffect(() => {
    list.current?.children[at]?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const choose = (entry: PaletteEntry | undefined): void => {
    if (!entry) return;
    closeDialog();
    entry.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((current) => Math.min(entries.length - 1, Math.max(0, current + step)));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      choose(entries[at]);
    }
  };
  return (
    <Dialog title="Find anything" onClose={closeDialog} width={620} bare testId={testIds.palette}>
      <input
        className="palette-input"
        placeholder="Action, symbol, window or setting"
        aria-label="Find"
        role="combobox"
        aria-expanded
        aria-controls={listId}
        aria-activedescendant={entries[at] ? `${listId}-${at}` : undefined}
        value={query}
        onChange={(event) => {
          setQuery(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKey}
        data-testid={testIds.paletteInput}
      />
      <ul className="palette-list" role="listbox" id={listId} ref={list} aria-label="Found">
        {entries.map((entry, index) => (
          <li
            key={entry.id}
            id={`${listId}-${index}`}
            role="option"
            aria-selected={index === at}
            onPointerMove={() => setAt(index)}
            onClick={() => choose(entry)}
          >
            <span className="palette-section">{entry.section}</span>
            <span className="grow ellipsis">{entry.title}</span>
            {entry.keys === '' ? null : <span className="kbd">{entry.keys}</span>}
          </li>
        ))}
        {entries.length === 0 ? <li className="faint">Nothing matches “{query}”.</li> : null}
      </ul>
    </Dialog>
  );
}
