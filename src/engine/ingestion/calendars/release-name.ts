/** Words that say nothing of which release it is. */
const fillers = new Set([
  'the',
  'of',
  'us',
  'u',
  's',
  'index',
  'rate',
  'report',
  'and',
  'data',
  'prelim',
  'preliminary',
  'final',
]);

/** What different calendars call the same release. */
const synonyms: readonly (readonly [RegExp, string])[] = [
  [/non ?farm (payrolls?|employment change)|employment change nonfarm/, 'payrolls'],
  [/(initial )?(jobless|unemployment) claims/, 'jobless claims'],
  [/consumer price index|\bcpi\b/, 'cpi'],
  [/producer price index|\bppi\b/, 'ppi'],
  [/gross domestic product|\bgdp\b/, 'gdp'],
  [/personal consumption expenditures?( price)?|\bpce\b/, 'pce'],
  [/federal funds|fed interest rate decision|fomc (rate|statement)|interest rate decision/, 'fomc decision'],
  [/purchasing managers/, 'pmi'],
  [/month over month|\bmom\b|\bm m\b/, 'monthly'],
  [/year over year|\byoy\b|\by y\b/, 'yearly'],
  [/quarter over quarter|\bqoq\b|\bq q\b/, 'quarterly'],
  [/university of michigan|\buom\b/, 'michigan'],
];

/** The telling words of a release's name, the same for the usual spellings of one release. */
export function releaseWords(name: string): ReadonlySet<string> {
  let text = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, ' ')
    .trim();
  for (const [pattern, word] of synonyms) text = text.replace(pattern, ` ${word} `);
  return new Set(text.split(' ').filter((word) => word !== '' && !fillers.has(word)));
}

/** Words that make another release of the same name: it has them or it has not. */
const decisive = ['core', 'continuing', 'services', 'manufacturing', 'existing', 'new', 'pending'];

const periods = ['monthly', 'yearly', 'quarterly'];

/** A name says over which span it counts. */
export function saysPeriod(words: ReadonlySet<string>): boolean {
  return periods.some((word) => words.has(word));
}

/** Shared part of the words of two names, 0..1. */
export function likeness(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
  if (decisive.some((word) => one.has(word) !== other.has(word))) return 0;
  const shared = [...one].filter((word) => other.has(word)).length;
  const all = new Set([...one, ...other]).size;
  return all === 0 ? 0 : shared / all;
}
