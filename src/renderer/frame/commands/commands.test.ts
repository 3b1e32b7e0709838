import { describe, expect, test } from 'vitest';
import { bindingOf, commandFor, commandsFor, findConflicts } from './bindings.ts';
import { canonicalCombo, comboLabel, comboOf } from './combo.ts';
import { fuzzyRank } from './fuzzy.ts';

const plain = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('combinations', () => {
  test.each([
    [{ ...plain, key: 'b', code: 'KeyB' }, 'B'],
    [{ ...plain, key: 'B', code: 'KeyB', shiftKey: true }, 'Shift+B'],
    [{ ...plain, key: '?', code: 'Slash', shiftKey: true }, '?'],
    [{ ...plain, key: 'k', code: 'KeyK', metaKey: true }, 'Mod+K'],
    [{ ...plain, key: 'k', code: 'KeyK', ctrlKey: true }, 'Mod+K'],
    [{ ...plain, key: '¡', code: 'Digit1', altKey: true }, 'Alt+1'],
    [{ ...plain, key: 'ArrowUp', code: 'ArrowUp', shiftKey: true }, 'Shift+ArrowUp'],
    [{ ...plain, key: 'Shift', code: 'ShiftLeft', shiftKey: true }, null],
  ])('a press has one name', (press, combo) => expect(comboOf(press)).toBe(combo));

  test.each([
    ['ctrl+shift+k', 'Mod+Shift+K'],
    ['shift + cmd + k', null],
    ['Shift+Cmd+k', 'Mod+Shift+K'],
    ['esc esc', 'Escape Escape'],
    ['alt+1', 'Alt+1'],
    ['?', '?'],
    ['hyper+k', null],
    ['shift', null],
    ['', null],
    ['a b c', null],
  ])('%s reads as %s', (text, combo) => expect(canonicalCombo(text)).toBe(combo));

  test('labels follow the platform', () => {
    expect([
      comboLabel('Mod+Shift+K', false),
      comboLabel('Mod+Shift+K', true),
      comboLabel('Escape Escape', false),
    ]).toEqual(['Ctrl+Shift+K', '⌘⇧K', 'Esc Esc']);
  });
});

const command = (id: string, scope: string, keys: string) => ({ id, scope, keys });
const commands = [
  command('buy', 'global', 'B'),
  command('book', 'ladder', 'C'),
  command('pin', 'confluence', 'P'),
  command('print', 'journal', 'P'),
];

describe('bindings', () => {
  test('the same key in two windows is no conflict, global against anything is', () => {
    expect(findConflicts(commands, {})).toEqual([]);
    expect(findConflicts(commands, { book: 'b' })).toEqual([{ combo: 'B', scope: 'global', ids: ['buy', 'book'] }]);
  });
  test('an override wins and an empty one unbinds', () => {
    expect(bindingOf(command('buy', 'global', 'B'), { buy: 'ctrl+b' })).toBe('Mod+B');
    expect(bindingOf(command('buy', 'global', 'B'), { buy: '' })).toBeNull();
  });
  test('the focused window goes first', () => {
    expect(commandFor(commands, 'P', { scope: 'journal', overrides: {} })?.id).toBe('print');
    expect(commandFor(commands, 'P', { scope: 'health', overrides: {} })).toBeNull();
    expect(
      commandFor([...commands, command('own-buy', 'trade', 'B')], 'B', { scope: 'trade', overrides: {} })?.id,
    ).toBe('own-buy');
    expect(commandFor(commands, 'B', { scope: 'trade', overrides: {} })?.id).toBe('buy');
  });
  test('a key given to two commands means neither', () => {
    const twice = [...commands, command('flatten', 'global', 'F')];
    const context = { scope: 'grid', overrides: { flatten: 'B' } };
    expect(commandFor(twice, 'B', context)).toBeNull();
    expect(commandsFor(twice, 'B', context).map(({ id }) => id)).toEqual(['buy', 'flatten']);
  });
});

describe('palette search', () => {
  test('starts of words beat letters anywhere, and everything typed must occur', () => {
    const titles = ['Cancel all orders', 'Open Journal', 'Colour palette', 'Kill switch'];
    const rank = (text: string) => fuzzyRank(titles, text, (title) => title);
    expect(rank('cao')[0]).toBe('Cancel all orders');
    expect(rank('jour')[0]).toBe('Open Journal');
    expect(rank('open-journal')[0]).toBe('Open Journal');
    expect(rank('xyz')).toEqual([]);
    expect(rank('')).toEqual(titles);
  });
});
