import { addDays } from '../../domain/time.ts';
import { combine, uniform } from '../market/random.ts';
import type { Insider } from './insider-people.ts';
import type { StoryInsiderFiling } from './market-story.ts';
import type { PriceDay } from './price-days.ts';

export type FilingKind = 'planned-sale' | 'sale' | 'purchase' | 'grant' | 'withholding' | 'exercise' | 'gift';
type Row = StoryInsiderFiling['rows'][number];

/** What a transaction is made from; `held` is what the owner had before. */
export type RowInputs = {
  readonly kind: FilingKind;
  readonly insider: Insider;
  readonly date: string;
  readonly price: PriceDay;
  readonly held: number;
  readonly key: number;
};

const cents = (price: number): number => Math.round(price * 10_000) / 10_000;

function within(price: PriceDay, key: number): number {
  return cents(price.low + (price.high - price.low) * (0.2 + 0.6 * uniform(key)));
}

function rounded(shares: number): number {
  return shares > 2000 ? Math.round(shares / 100) * 100 : Math.max(1, Math.round(shares));
}

type Plain = Omit<Row, 'date' | 'isDirect' | 'derivative'> & { readonly derivative?: Row['derivative'] };

const row = ({ date, key, insider }: RowInputs, plain: Plain): Row => ({
  date,
  derivative: null,
  ...plain,
  isDirect: insider.isTenPercentOwner ? false : uniform(combine(key, 31)) < 0.88,
});

/** Sales in one to three parts at prices of the day; now and then the price stands in a footnote only. */
function sales(inputs: RowInputs, wanted: number): readonly Row[] {
  const { key, price } = inputs;
  const total = Math.min(wanted, Math.floor(inputs.held * 0.6));
  if (total <= 0) return [];
  const parts = Math.min(total, 1 + Math.floor(uniform(combine(key, 11)) * 3));
  let held = inputs.held;
  return Array.from({ length: parts }, (_, part) => {
    const shares = Math.floor((total * (part + 1)) / parts) - Math.floor((total * part) / parts);
    held -= shares;
    const told = uniform(combine(key, 20 + part)) < 0.92;
    return row(inputs, {
      code: 'S',
      acquired: false,
      shares,
      price: told ? within(price, combine(key, 40 + part)) : null,
      sharesAfter: held,
    });
  });
}

function exercised(inputs: RowInputs, shares: number): readonly Row[] {
  const exercisePrice = cents(inputs.price.close * (0.25 + 0.5 * uniform(combine(inputs.key, 12))));
  const expiry = addDays(inputs.date, 300 + Math.floor(uniform(combine(inputs.key, 13)) * 2200));
  return [
    row(inputs, {
      code: 'M',
      acquired: false,
      shares,
      price: 0,
      sharesAfter: Math.round(shares * 3 * uniform(combine(inputs.key, 14))),
      derivative: { title: 'Employee Stock Option (Right to Buy)', exercisePrice, expiry },
    }),
    row(inputs, { code: 'M', acquired: true, shares, price: exercisePrice, sharesAfter: inputs.held + shares }),
  ];
}

function vested(inputs: RowInputs, shares: number): readonly Row[] {
  const withheld = Math.max(1, Math.round(shares * (0.32 + 0.14 * uniform(combine(inputs.key, 15)))));
  const derivative = { title: 'Restricted Stock Unit', exercisePrice: 0, expiry: '' };
  return [
    row(inputs, { code: 'M', acquired: false, shares, price: 0, sharesAfter: shares * 2, derivative }),
    row(inputs, { code: 'M', acquired: true, shares, price: 0, sharesAfter: inputs.held + shares }),
    row(inputs, {
      code: 'F',
      acquired: false,
      shares: withheld,
      price: cents(inputs.price.close),
      sharesAfter: inputs.held + shares - withheld,
    }),
  ];
}

/** Rows of one filing in the order they are written. */
export function filingRows(inputs: RowInputs): readonly Row[] {
  const { kind, insider, key, held } = inputs;
  const shares = rounded(insider.usualShares * Math.exp(1.4 * (uniform(combine(key, 10)) - 0.5)));
  const small = Math.min(shares, Math.floor(held * 0.2));
  switch (kind) {
    case 'planned-sale':
    case 'sale':
      return sales(inputs, shares);
    case 'purchase':
      return [
        row(inputs, {
          code: 'P',
          acquired: true,
          shares,
          price: within(inputs.price, combine(key, 41)),
          sharesAfter: held + shares,
        }),
      ];
    case 'grant':
      return [row(inputs, { code: 'A', acquired: true, shares: shares * 2, price: 0, sharesAfter: held + shares * 2 })];
    case 'withholding':
      return vested(inputs, shares);
    case 'exercise':
      return [...exercised(inputs, shares), ...sales({ ...inputs, held: held + shares }, shares)];
    case 'gift':
      return small > 0
        ? [row(inputs, { code: 'G', acquired: false, shares: small, price: 0, sharesAfter: held - small })]
        : [];
  }
}
