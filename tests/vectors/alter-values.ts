/** Values that stand at like places of a file: `cases[*].gamma`. */
export type ValueGroup = { readonly path: string; readonly count: number };

type Leaf = string | number | boolean | null;

function isLeaf(value: unknown): value is Leaf {
  return value === null || typeof value !== 'object';
}

/** Names and texts describe a case; they are no values of it. */
const descriptive = /(^|\.)(name|title|note|source|cat|comment|description)$/;

function visit(value: unknown, path: string, leaf: (path: string, value: Leaf) => Leaf): unknown {
  if (isLeaf(value)) return leaf(path, value);
  if (Array.isArray(value)) return value.map((entry: unknown) => visit(entry, `${path}[*]`, leaf));
  const entries = Object.entries(value as object).map(([key, entry]) => {
    const below = path === '' ? key : `${path}.${key}`;
    return [key, path === '' && key === 'header' ? (entry as unknown) : visit(entry, below, leaf)] as const;
  });
  return Object.fromEntries(entries);
}

/** Every group of a file outside its header. */
export function valueGroups(file: unknown): readonly ValueGroup[] {
  const counts = new Map<string, number>();
  visit(file, '', (path, value) => {
    if (!descriptive.test(path)) counts.set(path, (counts.get(path) ?? 0) + 1);
    return value;
  });
  return [...counts].map(([path, count]) => ({ path, count }));
}

/** A bound may be loosened unnoticed, but not tightened: both ways are tried. */
export const directions = [1, -1] as const;
export type AlterDirection = (typeof directions)[number];

function altered(value: Leaf, direction: AlterDirection): Leaf {
  if (typeof value === 'number') return value * (1 + 0.07 * direction) + 0.31 * direction;
  if (typeof value === 'boolean') return !value;
  return value === null ? 0.31 : `${value}?`;
}

/** The same file with every value of one group made another. */
export function withAltered<File>(file: File, group: string, direction: AlterDirection): File {
  return visit(file, '', (path, value) => (path === group ? altered(value, direction) : value)) as File;
}
