import { currentSettings } from '../../stores/settings.ts';
import { toast } from '../../stores/toasts.ts';
import { commandFor, commandsFor } from './bindings.ts';
import { comboOf } from './combo.ts';
import type { Command, CommandScope } from './command.ts';
import { createDoublePress } from './double-press.ts';
import { useCommandRegistry } from './registry.ts';

const doublePressMs = 600;

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'range', 'button'].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.isContentEditable;
}

/** The window the keyboard is in; the dock's active panel when nothing inside a panel has the focus. */
function scopeOf(target: EventTarget | null, fallback: () => CommandScope): CommandScope {
  const panel = target instanceof Element ? target.closest<HTMLElement>('[data-window]') : null;
  return panel?.dataset['window'] ?? fallback();
}

function mayRun(command: Command, event: KeyboardEvent): boolean {
  if (event.repeat) return false;
  if (isTyping(event.target) && !command.inFields) return false;
  // A modal dialog owns the keyboard; only what stops trading goes through it.
  return command.inFields === true || document.querySelector('dialog[open]') === null;
}

/** A key that two commands were given does nothing: guessing could trade. */
function sayTwice(meant: readonly Command[], press: { readonly event: KeyboardEvent; readonly combo: string }): void {
  if (meant.length < 2 || !meant.some((command) => mayRun(command, press.event))) return;
  press.event.preventDefault();
  const titles = meant.map(({ title }) => title).join(', ');
  toast('attention', `${press.combo} is taken twice: nothing was done`, `${titles}. Settings, Hotkeys.`);
}

/** Runs commands by key for the whole page, ahead of whatever has the focus. */
export function listenForCommands(activeScope: () => CommandScope): () => void {
  const presses = createDoublePress(doublePressMs);
  let overDialog = false;
  const listener = (event: KeyboardEvent): void => {
    const combo = comboOf(event);
    if (combo === null || event.isComposing) return;
    const { commands } = useCommandRegistry.getState();
    const context = { scope: scopeOf(event.target, activeScope), overrides: currentSettings().hotkeys };
    overDialog = document.querySelector('dialog[open]') !== null;
    const twice = !event.repeat && presses.isSecond({ key: combo, atMs: event.timeStamp });
    const command =
      (twice ? commandFor(commands, `${combo} ${combo}`, context) : null) ?? commandFor(commands, combo, context);
    if (!command) return sayTwice(commandsFor(commands, combo, context), { event, combo });
    if (!mayRun(command, event)) return;
    event.preventDefault();
    event.stopPropagation();
    command.run();
  };
  // A press that closed a dialog, left the ticket or cleared a field is no half of another command.
  const unused = (event: KeyboardEvent): void => {
    const combo = comboOf(event);
    if (combo !== null && !event.defaultPrevented && !event.repeat && !overDialog)
      presses.note({ key: combo, atMs: event.timeStamp });
  };
  window.addEventListener('keydown', listener, { capture: true });
  window.addEventListener('keydown', unused);
  return () => {
    window.removeEventListener('keydown', listener, { capture: true });
    window.removeEventListener('keydown', unused);
  };
}
