import fc from 'fast-check';

/** What is put where it does not belong: missing, huge, negative, no number, markup, line ends. */
const splinters = [
  '',
  '-',
  '.',
  'NaN',
  'Infinity',
  '1e999',
  '-1',
  '0',
  '99999999999999999999',
  'null',
  'true',
  '"',
  '<',
  '>',
  '</',
  '<value>',
  '</value>',
  '<x/>',
  '&',
  '&#0;',
  '&#x110000;',
  '<![CDATA[',
  '<!DOCTYPE a [<!ENTITY b "c">]>',
  '__proto__',
  '|',
  '||',
  ',',
  '\r\n',
  '\n',
  '\u0000',
  '\ud800',
  '2026-13-45',
  '20260230',
  'A|B|C',
  '1e300',
  '../../elsewhere/form.xml',
  '{',
  '}',
  '[',
  ']',
  ':',
] as const;

type Cut = { readonly at: number; readonly length: number; readonly with: string };

const cut: fc.Arbitrary<Cut> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(80)),
  with: fc.oneof(fc.constantFrom(...splinters), fc.string({ maxLength: 6 })),
});

function apply(text: string, { at, length, with: put }: Cut): string {
  const start = Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + length);
}

/** A seed with one to four places changed, repeated or cut off. */
export function mutated(seeds: readonly string[]): fc.Arbitrary<string> {
  return fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(cut, { minLength: 1, maxLength: 4 }),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant(1) },
        { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      ),
    )
    .map(([seed, cuts, share]) => cuts.reduce(apply, seed).slice(0, Math.ceil(seed.length * share) + 400));
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Replaces the values at the chosen steps of a walk over the tree. */
function replaceAt(value: Json, steps: ReadonlyMap<number, Json>, counter: { step: number }): Json {
  counter.step += 1;
  const put = steps.get(counter.step);
  if (put !== undefined) return put;
  if (Array.isArray(value)) return value.map((item: Json) => replaceAt(item, steps, counter));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, replaceAt(item as Json, steps, counter)]),
  );
}

/** A JSON seed whose values became other values here and there. */
export function mutatedJson(seeds: readonly string[]): fc.Arbitrary<string> {
  const values = fc.oneof(fc.constantFrom<Json>(...splinters), fc.jsonValue({ maxDepth: 1 }) as fc.Arbitrary<Json>);
  return fc
    .tuple(
      fc.constantFrom(...seeds),
      fc.array(fc.tuple(fc.integer({ min: 1, max: 60 }), values), { minLength: 1, maxLength: 4 }),
    )
    .map(([seed, put]) => JSON.stringify(replaceAt(JSON.parse(seed) as Json, new Map(put), { step: 0 })));
}
