import type { InsiderSummary } from '../../../domain/evidence.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';
import { dollars } from '../../money.ts';

export type InsiderParameters = {
  /** Weighted net dollars at which the reading is about three quarters of full. */
  readonly valueScale: number;
  /** What each further buyer or seller of his own adds to the confidence. */
  readonly perOwner: number;
  readonly oneOwner: number;
  readonly deadBand: number;
};

const parameters: InsiderParameters = { valueScale: 750_000, perOwner: 0.18, oneOwner: 0.4, deadBand: 0.1 };

function factsOf(summary: InsiderSummary): readonly SignalFact[] {
  const { purchases, sales } = summary;
  return [
    { label: 'Purchases', value: purchases.transactions, unit: `by ${purchases.owners} insiders` },
    { label: 'Bought', value: purchases.value / 1e6, unit: '$M' },
    { label: 'Sales outside plans', value: sales.transactions, unit: `by ${sales.owners} insiders` },
    { label: 'Sold', value: sales.value / 1e6, unit: '$M' },
    { label: 'Sales under a plan, not counted', value: summary.plannedSales, unit: '' },
    { label: 'Newest', value: summary.newest, unit: '' },
  ];
}

function read({ evidence }: LayerInputs, weights: InsiderParameters): LayerOutput {
  const summary = evidence?.insiders ?? null;
  if (!summary) return noData('no open-market transaction of an insider outside a plan in four months');
  const value = squash(summary.weightedNet / weights.valueScale);
  const owners = value >= 0 ? summary.purchases.owners : summary.sales.owners;
  const { purchases, sales } = summary;
  return {
    kind: 'reading',
    ...leaning(value, weights.deadBand),
    confidence: Math.min(1, weights.oneOwner + weights.perOwner * Math.max(0, owners - 1)),
    eventTime: summary.newestTime,
    explanation: `In ${summary.windowDays} days ${purchases.owners} insiders bought ${dollars(purchases.value)} and ${sales.owners} sold ${dollars(sales.value)} on the open market. ${summary.newest}.`,
    facts: factsOf(summary),
    source: `${purchases.transactions + sales.transactions} transactions in Forms 4`,
  };
}

/** What officers, directors and large owners do with their own money. */
export const insiderBuying: Layer<InsiderParameters> = {
  id: 'insider-buying',
  title: 'Insider buying',
  description:
    'Open-market purchases of officers, directors and large owners against a quarter of their sales, outside plans fixed in advance, over 120 days with a half-life of 40.',
  needs: 'SEC Form 4 filings',
  refreshSeconds: 7 * 86_400,
  parameters,
  read,
};
