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

/** `at` as a share of the text; `cell` puts it in the place of a whole value, so that the document around stays sound. */
type Cut = { readonly at: number; readonly length: number; readonly with: string; readonly cell: boolean };

// Doubles of fast-check lean towards zero, which would break the first characters only.
const share = fc.nat(999_999).map((part) => part / 1_000_000);

const cut: fc.Arbitrary<Cut> = fc.record({
  at: share,
  length: fc.oneof(fc.constant(0), fc.nat(6), fc.nat(80)),
  with: fc.oneof(fc.constantFrom(...splinters), fc.string({ maxLength: 6 })),
  cell: fc.boolean(),
});

const cells = /(?<=[>|,\n])[^<>|,\r\n]+(?=[<|,\r\n])/g;

function apply(text: string, { at, length, with: put, cell }: Cut): string {
  const values = cell ? [...text.matchAll(cells)] : [];
  const value = values[Math.floor(at * values.length)];
  const start = value ? value.index : Math.floor(at * text.length);
  return text.slice(0, start) + put + text.slice(start + (value ? value[0].length : length));
}

/** A seed with one to four places changed, and one in nine cut off. */
export function mutated(seeds: readonly string[]): fc.Arbitrary<string> {
  const kept = fc.oneof({ weight: 8, arbitrary: fc.constant(1) }, { weight: 1, arbitrary: share });
  return fc
    .tuple(fc.constantFrom(...seeds), fc.array(cut, { minLength: 1, maxLength: 4 }), kept)
    .map(([seed, cuts, part]) => {
      const broken = cuts.reduce(apply, seed);
      return broken.slice(0, Math.ceil(broken.length * part));
    });
}

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** Replaces the values at the chosen steps of a walk over the tree. */
function replaceAt(value: Json, steps: ReadonlyMap<number, Json>, counter: { step: number }): Json {
  counter.step += 1;
  const put = steps.get(counter.step);
  if (put !== undefined) return put;
  if (Array.isArray(value)) return value.map((item: Json) => replaceAt(item, steps, counter));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, replaceAt(item, steps, counter)]));
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
