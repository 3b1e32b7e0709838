import { z } from 'zod';
import { settingsSchema } from '../../../engine/contract/settings-schema.ts';

/** The part of JSON Schema that settings use. */
type Node = {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxLength?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly items?: Node;
};

export type FieldKind = 'number' | 'text' | 'switch' | 'choice' | 'watchlist' | 'weights' | 'hotkeys';
export type FieldDescriptor = {
  /** `risk.maxQuantity` */
  readonly path: string;
  readonly group: string;
  readonly kind: FieldKind;
  readonly label: string;
  /** Short name beside the label, from the key itself: `max quantity`. */
  readonly name: string;
  readonly standard: unknown;
  readonly options: readonly string[];
  readonly min: number | null;
  readonly max: number | null;
  /** `min` itself is not allowed. */
  readonly minExcluded: boolean;
  readonly integer: boolean;
  readonly unit: string;
};

/** `maxQuoteAgeMs` -> `max quote age`; the unit is said apart. */
export function wordsOf(key: string): string {
  return key
    .replace(/(Ms|Percent)$/, '')
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replaceAll('-', ' ')
    .toLowerCase();
}

export function unitOf(key: string): string {
  if (key.endsWith('Ms')) return 'ms';
  if (key.endsWith('Percent')) return '%';
  if (key.endsWith('Notional')) return '$';
  return key.endsWith('Days') ? 'days' : '';
}

function capital(text: string): string {
  return text === '' ? text : (text[0] ?? '').toUpperCase() + text.slice(1);
}

const special: Readonly<Record<string, FieldKind>> = {
  watchlist: 'watchlist',
  'confluence.weights': 'weights',
  hotkeys: 'hotkeys',
};

function kindOf(path: string, node: Node): FieldKind | null {
  const own = special[path];
  if (own) return own;
  if (node.enum) return 'choice';
  if (node.type === 'boolean') return 'switch';
  if (node.type === 'number' || node.type === 'integer') return 'number';
  return node.type === 'string' ? 'text' : null;
}

function descriptor(path: string, node: Node, kind: FieldKind): FieldDescriptor {
  const parts = path.split('.');
  const key = parts.at(-1) ?? path;
  const name = wordsOf(key);
  return {
    path,
    group: parts.length > 1 ? (parts[0] ?? '') : path === 'watchlist' || path === 'hotkeys' ? path : 'general',
    kind,
    name,
    label: node.description ?? capital(name),
    standard: node.default,
    options: node.enum ?? [],
    min: node.minimum ?? node.exclusiveMinimum ?? null,
    max: node.maximum ?? null,
    minExcluded: node.exclusiveMinimum !== undefined,
    integer: node.type === 'integer',
    unit: unitOf(key),
  };
}

function walk(node: Node, prefix: string): readonly FieldDescriptor[] {
  return Object.entries(node.properties ?? {}).flatMap(([key, child]) => {
    const path = prefix === '' ? key : `${prefix}.${key}`;
    if (child.const !== undefined) return [];
    const kind = kindOf(path, child);
    return kind ? [descriptor(path, child, kind)] : walk(child, path);
  });
}

/** One form field for each leaf of a settings schema, in its order; a constant is not a setting. */
export function describeFields(schema: z.ZodType): readonly FieldDescriptor[] {
  return walk(z.toJSONSchema(schema, { io: 'input' }) as Node, '');
}

export const settingFields: readonly FieldDescriptor[] = describeFields(settingsSchema);

/** `80 to 200`, `above 0`, `at least 10`; empty without bounds. */
export function rangeText({
  min,
  max,
  minExcluded,
  unit,
}: Pick<FieldDescriptor, 'min' | 'max' | 'minExcluded' | 'unit'>): string {
  const suffix = unit === '' ? '' : ` ${unit}`;
  if (min !== null && max !== null && max < Number.MAX_SAFE_INTEGER) return `${min} to ${max}${suffix}`;
  if (min !== null && min > Number.MIN_SAFE_INTEGER) return `${minExcluded ? 'above' : 'at least'} ${min}${suffix}`;
  return '';
}
