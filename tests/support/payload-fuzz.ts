import fc from 'fast-check';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import type { Payload, RequestContext, Translation } from '../../src/engine/ports/vendor.ts';

/** A good payload and who reads it. */
export type FuzzCase = {
  readonly name: string;
  readonly payload: Payload;
  readonly context: RequestContext;
  translate(payload: Payload, context: RequestContext): Translation;
};

/** What vendors have been seen to send instead of what they promise, and what nobody should. */
const oddValues = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '.',
    'N/A',
    'null',
    'abc',
    '12abc',
    '1,234.5',
    '0x10',
    'NaN',
    '-Infinity',
    true,
    false,
    [],
    {},
  ),
  fc.constantFrom<unknown>(-1, -0, 0, 1e-320, 1e308, Number.POSITIVE_INFINITY, 2 ** 53, 0.1 + 0.2),
  fc.constantFrom<unknown>('2026-13-45', '0000-00-00', '1990-01-01T00:00:00Z', '10/5/2026', '2026-10-05 25:61:00'),
  fc.constantFrom<unknown>('SPY261016C00450000', 'SPY261399C00450000', '__proto__', { unexpected: 1 }, [[1]]),
  fc.jsonValue({ maxDepth: 2 }),
);

type Edit = { readonly at: number; readonly how: 'set' | 'delete' | 'repeat'; readonly to: unknown };
const edits = fc.array(
  fc.record<Edit>({ at: fc.nat(), how: fc.constantFrom('set', 'set', 'set', 'delete', 'repeat'), to: oddValues }),
  { minLength: 1, maxLength: 4 },
);
const textEdits = fc.array(
  fc.record({
    at: fc.nat(),
    cut: fc.nat(40),
    to: fc.oneof(fc.string({ maxLength: 12 }), fc.constantFrom(',', '\n', '"', '0', '-', '<html>')),
  }),
  { minLength: 1, maxLength: 4 },
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, path: Path = []): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Object.entries(value).flatMap(([name, item]) =>
    pathsOf(item, [...path, Array.isArray(value) ? Number(name) : name]),
  );
  return [path, ...inner];
}

function parentOf(root: unknown, path: Path): Record<string | number, unknown> | null {
  let parent = root;
  for (const name of path.slice(0, -1)) {
    if (typeof parent !== 'object' || parent === null) return null;
    parent = (parent as Record<string | number, unknown>)[name];
  }
  return typeof parent === 'object' && parent !== null ? (parent as Record<string | number, unknown>) : null;
}

function edited(value: unknown, paths: readonly Path[], list: readonly Edit[]): unknown {
  const copy = structuredClone(value);
  for (const { at, how, to } of list) {
    const path = paths[at % paths.length] ?? [];
    const last = path.at(-1);
    const parent = parentOf(copy, path);
    if (last === undefined || parent === null) continue;
    if (how === 'set') parent[last] = structuredClone(to);
    else if (how === 'delete') delete parent[last];
    else if (Array.isArray(parent)) parent.push(parent[Number(last)]);
  }
  return copy;
}

function cut(
  text: string,
  list: readonly { readonly at: number; readonly cut: number; readonly to: string }[],
): string {
  let result = text;
  for (const edit of list) {
    const at = edit.at % (result.length + 1);
    result = result.slice(0, at) + edit.to + result.slice(at + edit.cut);
  }
  return result;
}

/** Lists shortened, so that many payloads can be tried; the first elements hold the quirks. */
export function shortened(value: unknown, most: number): unknown {
  if (Array.isArray(value)) return value.slice(0, most).map((item) => shortened(item, most));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 40)
      .map(([name, item]) => [name, shortened(item, most)]),
  );
}

/** A case with its payload damaged here and there. */
export function damaged(cases: readonly FuzzCase[]): fc.Arbitrary<readonly [FuzzCase, Payload]> {
  return fc.oneof(
    ...cases.map((one) => {
      const { payload } = one;
      if (payload.kind === 'json') {
        const paths = pathsOf(payload.value);
        return edits.map((list) => [one, { kind: 'json', value: edited(payload.value, paths, list) }] as const);
      }
      const text = payload.kind === 'text' ? payload.text : '';
      return textEdits.map((list) => [one, { kind: 'text', text: cut(text, list) }] as const);
    }),
  );
}

/** A case with one value turned into something no reader may understand. */
export function spoiled(cases: readonly FuzzCase[]): fc.Arbitrary<readonly [FuzzCase, Payload]> {
  const usable = cases.filter(({ payload }) => payload.kind === 'json');
  return fc.oneof(
    ...usable.map((one) => {
      const value = one.payload.kind === 'json' ? one.payload.value : null;
      const paths = pathsOf(value).filter((path) => path.length > 0);
      return fc
        .record({
          at: fc.nat(paths.length - 1),
          to: fc.constantFrom<unknown>({ unexpected: 1 }, 'certainly no number', [[]]),
        })
        .map(({ at, to }) => [one, { kind: 'json', value: edited(value, paths, [{ at, how: 'set', to }]) }] as const);
    }),
  );
}

/** Every number that facts state, by what it is about; rows of a chain by their contract. */
export function statedNumbers(facts: readonly DraftFact[]): ReadonlyMap<string, number | null> {
  const stated = new Map<string, number | null>();
  const walk = (value: unknown, where: string): void => {
    if (typeof value === 'number' || value === null) stated.set(where, value);
    else if (typeof value === 'object' && value !== undefined) {
      for (const [name, item] of Object.entries(value)) walk(item, `${where}.${name}`);
    }
  };
  for (const fact of facts) {
    const where = `${fact.kind}|${fact.subject}|${fact.key}`;
    if (fact.kind !== 'chain-snapshot') walk(fact.body, where);
    else {
      const { body } = fact;
      for (const [row, strike] of body.strikes.entries()) {
        const contract = `${where}|${body.tradingClasses[row]} ${body.expiries[row]} ${body.rights[row]} ${strike}`;
        const columns = Object.entries(body).filter(([, column]) => Array.isArray(column));
        for (const [name, column] of columns) walk((column as readonly unknown[])[row], `${contract}.${name}`);
      }
    }
  }
  return stated;
}
