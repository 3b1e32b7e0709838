import { addDays } from '../../domain/time.ts';
import { dataDate, shiftTradingDays } from './session-times.ts';

const placeholder = /\{([a-z][\w+-]*)(?::([^{}]+))?\}/gi;
const relative = /^(day|days)([+-])(\d{1,4})$/;
const isoFormat = 'YYYY-MM-DD';

/** Everything a template may be filled with. Parameters win over built-in names. */
export type TemplateValues = {
  readonly nowMs: number;
  /** As the vendor spells it; `''` when the request is for the market. */
  readonly symbol: string;
  readonly symbols: readonly string[];
  /** `YYYYMMDD`, null when the request is not for one expiry. */
  readonly expiry: string | null;
  readonly parameters: Readonly<Record<string, string>>;
};

export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(placeholder)].map((match) => match[1] ?? '');
}

/** Names that every request can fill, beside those of items and follow-ups. */
export function isBuiltIn(name: string): boolean {
  return builtIn.has(name) || relative.test(name);
}

const builtIn = new Set([
  'symbol',
  'symbols',
  'expiry',
  'today',
  'now-ms',
  'now-s',
  'cursor',
  'newer-than-ms',
  'newer-than-s',
]);

function formatted(date: string, format: string): string {
  const [year, month, day] = [date.slice(0, 4), date.slice(4, 6), date.slice(6, 8)];
  return format.replace('YYYY', year).replace('YY', year.slice(2)).replace('MM', month).replace('DD', day);
}

function dateNamed(name: string, values: TemplateValues): string | null {
  if (name === 'expiry') return values.expiry;
  const today = dataDate(values.nowMs);
  if (name === 'today') return today;
  const match = relative.exec(name);
  if (!match) return null;
  const days = Number(match[3]) * (match[2] === '-' ? -1 : 1);
  return match[1] === 'day' ? shiftTradingDays(today, days) : addDays(today, days);
}

/** A date as a parameter is written `YYYYMMDD`, as everywhere in the engine, and asked for as the vendor wants it. */
function asGiven(name: string, given: string, format: string | undefined): string {
  const isDate = /^\d{8}$/.test(given) && (format !== undefined || name === 'expiry');
  return isDate ? formatted(given, format ?? isoFormat) : given;
}

function valueOf(name: string, format: string | undefined, values: TemplateValues): string | null {
  const given = values.parameters[name];
  if (given !== undefined) return asGiven(name, given, format);
  if (name === 'symbol') return values.symbol === '' ? null : values.symbol;
  if (name === 'symbols') return values.symbols.length === 0 ? null : values.symbols.join(',');
  if (name === 'now-ms') return String(Math.floor(values.nowMs));
  if (name === 'now-s') return String(Math.floor(values.nowMs / 1000));
  const date = dateNamed(name, values);
  return date === null ? null : formatted(date, format ?? isoFormat);
}

/** Fills a template; null names a placeholder without value. `encode` is applied to each value. */
export function fillTemplate(
  template: string,
  values: TemplateValues,
  encode: (value: string) => string = (value) => value,
): string | null {
  let missing = false;
  const text = template.replace(placeholder, (_whole, name: string, format: string | undefined) => {
    const value = valueOf(name, format, values);
    if (value === null) missing = true;
    return value === null ? '' : encode(value);
  });
  return missing ? null : text;
}

/** Fills a map of templates; entries with a placeholder without value are left out. */
export function fillEntries(
  entries: Readonly<Record<string, string>>,
  values: TemplateValues,
): Readonly<Record<string, string>> {
  const filled: Record<string, string> = {};
  for (const [name, template] of Object.entries(entries)) {
    const text = fillTemplate(template, values);
    if (text !== null) filled[name] = text;
  }
  return filled;
}
