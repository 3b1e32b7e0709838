import { combine, uniform } from '../market/random.ts';

const starts = [
  'Al',
  'Bren',
  'Cor',
  'Da',
  'El',
  'Fen',
  'Gar',
  'Hal',
  'Is',
  'Jor',
  'Kel',
  'Lor',
  'Mar',
  'Nev',
  'Or',
  'Per',
  'Quin',
  'Ros',
  'Sel',
  'Tav',
  'Ul',
  'Ver',
  'Wes',
  'Yar',
];
const middles = ['a', 'e', 'i', 'o', 'an', 'en', 'il', 'or', 'ed', 'ar'];
const firstEnds = ['na', 'ric', 'son', 'ly', 'mund', 'la', 'ton', 'ra', 'vin', 'ce'];
const lastEnds = [
  'ford',
  'mont',
  'well',
  'strand',
  'berg',
  'kin',
  'ley',
  'sworth',
  'mere',
  'quist',
  'dale',
  'vane',
  'holt',
  'brook',
];

export function drawn<Item>(items: readonly Item[], key: number): Item {
  const item = items[Math.floor(uniform(key) * items.length)];
  if (item === undefined) throw new Error('Invariant: nothing to draw from');
  return item;
}

const word = (key: number, ends: readonly string[]): string =>
  `${drawn(starts, combine(key, 1))}${uniform(combine(key, 2)) < 0.5 ? drawn(middles, combine(key, 3)) : ''}${drawn(ends, combine(key, 4))}`;

/** A person that does not exist, as filings write them: last name first. */
export function personName(key: number): string {
  const initial = String.fromCharCode(65 + Math.floor(uniform(combine(key, 9)) * 26));
  return `${word(combine(key, 10), lastEnds)} ${word(combine(key, 11), firstEnds)} ${initial}.`;
}

const firmWords = [
  'Capital Management',
  'Advisors',
  'Partners',
  'Asset Management',
  'Investment Group',
  'Global Investors',
];
const firmForms = ['LLC', 'LP', 'Inc', 'LLP'];

/** An investment manager that does not exist. */
export function managerName(key: number): string {
  return `${word(combine(key, 20), lastEnds)} ${drawn(firmWords, combine(key, 21))} ${drawn(firmForms, combine(key, 22))}`;
}
