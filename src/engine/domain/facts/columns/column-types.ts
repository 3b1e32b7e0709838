import type { FactBodies, FactKind } from '../fact.ts';

/** How a field of a body is kept as a column; `json` = text of what has fields of its own. Any of them may be empty. */
export type ColumnType = 'number' | 'text' | 'flag' | 'numbers' | 'texts' | 'json';

type ColumnOf<Value> = [Value] extends [number | null]
  ? 'number'
  : [Value] extends [string | null]
    ? 'text'
    : [Value] extends [boolean | null]
      ? 'flag'
      : [Value] extends [readonly (number | null)[]]
        ? 'numbers'
        : [Value] extends [readonly (string | null)[]]
          ? 'texts'
          : 'json';

/** Complete and of the right type, or it does not compile. */
export type ColumnsOf<Kind extends FactKind> = {
  readonly [K in Kind]: { readonly [Field in keyof FactBodies[K]]-?: ColumnOf<FactBodies[K][Field]> };
};
