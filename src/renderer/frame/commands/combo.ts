/** A key with its modifiers in one spelling: `Mod+K`, `Shift+B`, `Alt+1`, `Escape Escape`. `Mod` is Ctrl, on a Mac Cmd. */
export type Combo = string;

type KeyPress = {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
};

const order = ['Mod', 'Alt', 'Shift'];
const names: Readonly<Record<string, string>> = {
  ' ': 'Space',
  esc: 'Escape',
  del: 'Delete',
  return: 'Enter',
  up: 'ArrowUp',
  down: 'ArrowDown',
  left: 'ArrowLeft',
  right: 'ArrowRight',
};
const modifierNames: Readonly<Record<string, string>> = {
  mod: 'Mod',
  ctrl: 'Mod',
  control: 'Mod',
  cmd: 'Mod',
  meta: 'Mod',
  alt: 'Alt',
  option: 'Alt',
  shift: 'Shift',
};

function keyName(key: string): string {
  const known = names[key.toLowerCase()];
  if (known) return known;
  if (key.length === 1) return key.toUpperCase();
  return key[0] ? key[0].toUpperCase() + key.slice(1) : '';
}

/** The layout-independent key: letters and digits by position when Alt or Shift would turn them into something else. */
function pressedKey(press: KeyPress): string {
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(press.code)?.[1];
  if (digit && (press.altKey || press.shiftKey)) return press.shiftKey && !press.altKey ? keyName(press.key) : digit;
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  return letter && press.altKey ? letter : keyName(press.key);
}

/** Null for a modifier pressed alone. */
export function comboOf(press: KeyPress): Combo | null {
  if (modifierNames[press.key.toLowerCase()]) return null;
  const key = pressedKey(press);
  if (!key) return null;
  // `?` and `+` already say that Shift was needed; letters and named keys do not.
  const shiftMatters = press.shiftKey && (key.length > 1 || /[A-Z0-9]/.test(key));
  return [press.ctrlKey || press.metaKey ? 'Mod' : '', press.altKey ? 'Alt' : '', shiftMatters ? 'Shift' : '', key]
    .filter(Boolean)
    .join('+');
}

function canonicalPart(text: string): Combo | null {
  const parts = text === '+' ? ['+'] : text.split('+').map((part) => part.trim());
  const key = parts.at(-1);
  if (!key) return null;
  const modifiers = parts.slice(0, -1).map((part) => modifierNames[part.toLowerCase()]);
  if (modifiers.includes(undefined) || modifierNames[key.toLowerCase()]) return null;
  const sorted = order.filter((each) => modifiers.includes(each));
  return [...sorted, keyName(key)].join('+');
}

/** The one spelling of what a person typed, or null when it is no combination. */
export function canonicalCombo(text: string): Combo | null {
  const parts = text.trim().split(/\s+/).filter(Boolean).map(canonicalPart);
  if (parts.length === 0 || parts.length > 2 || parts.includes(null)) return null;
  return parts.join(' ');
}

const shown: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
};

export function comboLabel(combo: Combo, mac: boolean): string {
  const part = (each: string): string => {
    if (each === 'Mod') return mac ? '⌘' : 'Ctrl';
    if (each === 'Alt') return mac ? '⌥' : 'Alt';
    return each === 'Shift' && mac ? '⇧' : (shown[each] ?? each);
  };
  return combo
    .split(' ')
    .map((press) =>
      press
        .split('+')
        .map(part)
        .join(mac ? '' : '+'),
    )
    .join(' ');
}
