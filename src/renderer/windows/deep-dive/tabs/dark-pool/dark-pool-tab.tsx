import { useMemo, useState } from 'react';
import type { Quote } from '../../../../../engine/domain/quote.ts';
import type { LayerReading } from '../../../../../engine/domain/score.ts';
import { Button } from '../../../../components/button.tsx';
import { number, price } from '../../../../components/format.ts';
import { Segmented } from '../../../../components/segmented.tsx';
import { evidenceRows } from '../../../../stores/feeds.ts';
import { useFeedItem } from '../../../../stores/use-feed.ts';
import { FactTable } from '../../facts/fact-table.tsx';
import { FactsCondition } from '../../facts/facts-condition.tsx';
import { OlderFacts } from '../../facts/older-facts.tsx';
import { ReadingHead } from '../../facts/reading-head.tsx';
import { SourcesLine } from '../../facts/sources-line.tsx';
import { useFacts } from '../../facts/use-facts.ts';
import { useSources } from '../../facts/use-sources.ts';
import { LevelBars } from './level-bars.tsx';
import { keepPrint, usePrintFilter, type PrintFilter } from './print-filter.ts';
import { printTable } from './print-table.tsx';

const kinds = ['stock-print'] as const;

const sizes: readonly { readonly value: PrintFilter['size']; readonly label: string; readonly title: string }[] = [
  { value: 'all', label: 'All', title: 'Every print the vendor tells' },
  { value: 'block', label: 'Blocks', title: '10,000 shares or $500K and more: what the levels are made of' },
  { value: '1M', label: '1M', title: '$1M and more' },
  { value: '5M', label: '5M', title: '$5M and more' },
];
const sides: readonly { readonly value: PrintFilter['side']; readonly label: string }[] = [
  { value: 'all', label: 'Any' },
  { value: 'bought', label: 'Bought' },
  { value: 'sold', label: 'Sold' },
];

type FilterProps = { readonly near: number | null; readonly clear: () => void };

function Filters({ near, clear }: FilterProps) {
  const { size, side } = usePrintFilter();
  return (
    <div className="row fact-filters">
      <Segmented
        label="Size of prints"
        value={size}
        options={sizes}
        onChange={(value) => usePrintFilter.setState({ size: value })}
      />
      <Segmented
        label="Side"
        value={side}
        options={sides}
        onChange={(value) => usePrintFilter.setState({ side: value })}
      />
      {near === null ? null : (
        <Button tone="quiet" title="Back to all prices" onClick={clear}>
          at {price(near)} ×
        </Button>
      )}
    </div>
  );
}

type Props = {
  readonly ticker: string;
  readonly reading: LayerReading | undefined;
  readonly quote: Quote | null;
  readonly active: boolean;
};

/** Off-exchange trading of today: the prices it gathers at, and the prints. */
export function DarkPoolTab({ ticker, reading, quote, active }: Props) {
  const [near, setNear] = useState<number | null>(null);
  const { size, side } = usePrintFilter();
  const sources = useSources(kinds, active);
  const summary = useFeedItem(evidenceRows, ticker, active)?.offExchange ?? null;
  const query = useMemo(
    () => ({ kinds, ticker, keep: keepPrint({ size, side }, near), span: null }),
    [ticker, size, side, near],
  );
  const view = useFacts(query, active);
  return (
    <div className="tab-stack">
      <ReadingHead title="Dark pool" reading={reading} />
      <SourcesLine sources={sources} />
      {summary && summary.levels.length > 0 ? (
        <LevelBars
          summary={summary}
          spot={quote?.last ?? null}
          dayVolume={quote?.volume ?? null}
          chosen={near}
          choose={setNear}
        />
      ) : (
        <p className="faint">
          {summary && summary.blocks > 0
            ? `No levels: none of ${number(summary.blocks, 0)} blocks today was made at a price of the market.`
            : 'No levels: no off-exchange block has been seen today.'}
        </p>
      )}
      <Filters near={near} clear={() => setNear(null)} />
      <div data-old={view.phase === 'waiting' && view.facts.length > 0}>
        {view.facts.length > 0 ? (
          <FactTable spec={printTable} rows={view.facts} />
        ) : (
          <FactsCondition
            what="off-exchange prints"
            {...view}
            sources={sources}
            narrowed={size !== 'all' || side !== 'all' || near !== null}
          />
        )}
        <OlderFacts view={view} what="prints" />
      </div>
    </div>
  );
}
