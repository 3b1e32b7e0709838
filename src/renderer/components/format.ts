/** Missing is this, never 0. */
export const missing = '–';
const minus = '−';

type Maybe = number | null | undefined;
const made = new Map<string, Intl.NumberFormat>();

function fixed(digits: number): Intl.NumberFormat {
  const key = `f${digits}`;
  const known =
    made.get(key) ?? new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  made.set(key, known);
  return known;
}

function known(value: Maybe): value is number {
  return value !== null && value !== undefined && Number.isFinite(value);
}

/** `1,234.50`; a true minus sign, and no "−0.00". */
export function number(value: Maybe, digits = 2): string {
  if (!known(value)) return missing;
  const text = fixed(digits).format(Math.abs(value));
  return value < 0 && /[1-9]/.test(text) ? `${minus}${text}` : text;
}

/** With an explicit plus: for changes and profit. */
export function signed(value: Maybe, digits = 2): string {
  if (!known(value)) return missing;
  const text = number(value, digits);
  return value > 0 && /[1-9]/.test(text) ? `+${text}` : text;
}

/** A fraction as percent: 0.061 -> `6.1%`. */
export function percent(fraction: Maybe, digits = 1): string {
  return known(fraction) ? `${number(fraction * 100, digits)}%` : missing;
}

export function signedPercent(fraction: Maybe, digits = 2): string {
  return known(fraction) ? `${signed(fraction * 100, digits)}%` : missing;
}

/** A price with the digits its size calls for. */
export function price(value: Maybe): string {
  if (!known(value)) return missing;
  return number(value, Math.abs(value) < 1 ? 4 : 2);
}

const scales: readonly (readonly [number, string])[] = [
  [1e12, 'T'],
  [1e9, 'B'],
  [1e6, 'M'],
  [1e3, 'K'],
];

/** `1.24B`, `980K`, `312`: three significant figures, for money and volumes. */
export function compact(value: Maybe): string {
  if (!known(value)) return missing;
  const size = Math.abs(value);
  // 999.5 and up would print as 1,000 of the unit below.
  const scale = scales.find(([unit]) => size >= unit * 0.9995);
  if (!scale) return number(value, size >= 100 || Number.isInteger(value) ? 0 : 1);
  const scaled = value / scale[0];
  return `${number(scaled, Math.abs(scaled) >= 99.95 ? 0 : Math.abs(scaled) >= 9.995 ? 1 : 2)}${scale[1]}`;
}

export function signedCompact(value: Maybe): string {
  if (!known(value)) return missing;
  return value > 0 ? `+${compact(value)}` : compact(value);
}

/** 0..1 as 0..100 without decimals. */
export function score(value: Maybe): string {
  return number(known(value) ? value * 100 : null, 0);
}

/** How old: `4s`, `12m`, `3h`, `2d`. */
export function age(ms: Maybe): string {
  if (!known(ms)) return missing;
  const seconds = Math.max(0, Math.floor(ms / 1_000));
  if (seconds < 60) return `${seconds}s`;
  if (seconds < 3_600) return `${Math.floor(seconds / 60)}m`;
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)}h`;
  return `${Math.floor(seconds / 86_400)}d`;
}

export function bytes(value: Maybe): string {
  if (!known(value)) return missing;
  if (value >= 1024 ** 3) return `${number(value / 1024 ** 3, 2)} GB`;
  return value >= 1024 ** 2 ? `${number(value / 1024 ** 2, 1)} MB` : `${number(value / 1024, 0)} KB`;
}

export function milliseconds(value: Maybe): string {
  if (!known(value)) return missing;
  return value >= 100 ? `${number(value, 0)} ms` : `${number(value, value >= 10 ? 1 : 2)} ms`;
}
