import { closingMeasures, type ClosingMeasures } from '../../../engine/quant/microstructure/closing-auction.ts';
import { type Case, number, numberOrNull, record, text } from './fields.ts';
import { type Comparisons, MalformedVectors } from './verifier.ts';

const relative = 1e-12;

const measures: Readonly<Record<string, { readonly quantity: string; readonly of: keyof ClosingMeasures }>> = {
  signed_imbalance: { quantity: 'signed imbalance', of: 'signedImbalance' },
  imbalance_ratio: { quantity: 'imbalance ratio', of: 'ratio' },
  pct_adv: { quantity: 'imbalance % of volume', of: 'percentOfAdv' },
  notional: { quantity: 'imbalance notional', of: 'notional' },
  near_dev_bps: { quantity: 'near deviation bps', of: 'nearDeviationBps' },
  far_dev_bps: { quantity: 'far deviation bps', of: 'farDeviationBps' },
};

/** One imbalance message of `book_events`. */
export function verifyClosingAuction({ fields, path }: Case, compare: Comparisons): void {
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  const priceOf = (name: string): number | null => numberOrNull(fields[name], `${path}.${name}`);
  const side = text(fields['side'], `${path}.side`);
  if (side !== 'buy' && side !== 'sell')
    throw new MalformedVectors(`${path}.side: expected buy or sell, found ${side}`);
  const result = closingMeasures({
    paired: of('paired'),
    imbalance: of('imbalance'),
    side,
    adv20: of('adv20'),
    refPrice: of('ref_price'),
    nearPrice: priceOf('near_price'),
    farPrice: priceOf('far_price'),
  });
  const expectation = record(fields['expected'], `${path}.expected`);
  for (const [field, { quantity, of: measure }] of Object.entries(measures)) {
    const expected = numberOrNull(expectation[field], `${path}.expected.${field}`);
    const tolerance = relative * Math.abs(expected ?? 0);
    compare.number({ quantity, actual: result[measure], expected, tolerance, where: path });
  }
}
