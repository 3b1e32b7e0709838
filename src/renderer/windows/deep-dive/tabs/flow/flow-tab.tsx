import { useMemo, useState } from 'react';
import type { LayerReading } from '../../../../../engine/domain/score.ts';
import { Button } from '../../../../components/button.tsx';
import { minuteTime } from '../../../../components/format-time.ts';
import { Segmented } from '../../../../components/segmented.tsx';
import { testIds } from '../../../../components/test-ids.ts';
import { flowMinutesOf } from '../../../../stores/feeds.ts';
import { useFeedItem } from '../../../../stores/use-feed.ts';
import type { FactSource } from '../../facts/fact-sources.ts';
import { FactTable } from '../../facts/fact-table.tsx';
import { FactsCondition } from '../../facts/facts-condition.tsx';
import { OlderFacts } from '../../facts/older-facts.tsx';
import { ReadingHead } from '../../facts/reading-head.tsx';
import { SourcesLine } from '../../facts/sources-line.tsx';
import { useFacts } from '../../facts/use-facts.ts';
import { useSources } from '../../facts/use-sources.ts';
import { keepAlert, keepTrade, premiumSteps, useFlowFilter, type Span, type TradeSide } from './flow-filter.ts';
import { PremiumBars } from './premium-bars.tsx';
import { alertTable, tradeTable } from './trade-table.ts';

const kinds = ['option-trade', 'flow-alert'] as const;

type ListProps = {
  readonly ticker: string;
  readonly active: boolean;
  readonly span: Span | null;
  readonly sources: readonly FactSource[];
};

function Trades({ ticker, active, span, sources }: ListProps) {
  const { leastPremium, side } = useFlowFilter();
  const query = useMemo(
    () => ({ kinds: ['option-trade'] as const, ticker, keep: keepTrade({ leastPremium, side }, span), span }),
    [ticker, leastPremium, side, span],
  );
  const view = useFacts(query, active);
  return (
    <div data-old={view.phase === 'waiting' && view.facts.length > 0}>
      {view.facts.length > 0 ? (
        <FactTable spec={tradeTable} rows={view.facts} />
      ) : (
        <FactsCondition what="option trades" {...view} sources={sources} narrowed={leastPremium > 0 || span !== null} />
      )}
      <OlderFacts view={view} what="trades" />
    </div>
  );
}

function Alerts({ ticker, active, span, sources }: ListProps) {
  const { leastPremium, side } = useFlowFilter();
  const query = useMemo(
    () => ({ kinds: ['flow-alert'] as const, ticker, keep: keepAlert({ leastPremium, side }, span), span }),
    [ticker, leastPremium, side, span],
  );
  const view = useFacts(query, active);
  return (
    <div data-old={view.phase === 'waiting' && view.facts.length > 0}>
      {view.facts.length > 0 ? (
        <FactTable spec={alertTable} rows={view.facts} />
      ) : (
        <FactsCondition what="flow alerts" {...view} sources={sources} narrowed={leastPremium > 0 || span !== null} />
      )}
      <OlderFacts view={view} what="alerts" />
    </div>
  );
}

const sides: readonly { readonly value: TradeSide; readonly label: string; readonly title: string }[] = [
  { value: 'all', label: 'Any', title: 'Ask, bid, middle and unknown' },
  { value: 'ask', label: 'Ask', title: 'Bought by the aggressor' },
  { value: 'bid', label: 'Bid', title: 'Sold by the aggressor' },
];

function Filters({ span, choose }: { readonly span: Span | null; readonly choose: (span: Span | null) => void }) {
  const { show, leastPremium, side } = useFlowFilter();
  return (
    <div className="row fact-filters">
      <Segmented
        label="Trades or alerts"
        value={show}
        options={[
          { value: 'trades', label: 'Trades' },
          { value: 'alerts', label: 'Alerts', title: 'What the vendor remarks on' },
        ]}
        onChange={(value) => useFlowFilter.setState({ show: value })}
      />
      <Segmented
        label="Least premium, dollars"
        value={String(leastPremium)}
        options={premiumSteps.map(({ least, label }) => ({ value: String(least), label }))}
        onChange={(value) => useFlowFilter.setState({ leastPremium: Number(value) })}
      />
      <Segmented
        label="Side"
        value={side}
        options={sides}
        onChange={(value) => useFlowFilter.setState({ side: value })}
      />
      {span ? (
        <Button tone="quiet" title="Back to the newest" onClick={() => choose(null)} data-testid={testIds.flowSpan}>
          {minuteTime(span.fromMs)}–{minuteTime(span.toMs)} ×
        </Button>
      ) : null}
    </div>
  );
}

type Props = { readonly ticker: string; readonly reading: LayerReading | undefined; readonly active: boolean };

/** Option flow: what the layer says, premium over time, and the trades it is made of. */
export function FlowTab({ ticker, reading, active }: Props) {
  const [span, setSpan] = useState<Span | null>(null);
  const show = useFlowFilter((filter) => filter.show);
  const sources = useSources(kinds, active);
  const flow = useFeedItem(flowMinutesOf(ticker), ticker, active);
  const List = show === 'trades' ? Trades : Alerts;
  const chooseBar = (bar: Span | null): void => {
    setSpan(bar);
    // Below stands what the bar is made of.
    if (bar && flow) useFlowFilter.setState({ show: flow.from });
  };
  return (
    <div className="tab-stack">
      <ReadingHead title="Options flow" reading={reading} />
      <SourcesLine sources={sources} />
      {flow && flow.minutes.length > 0 ? <PremiumBars flow={flow} span={span} choose={chooseBar} /> : null}
      <Filters span={span} choose={setSpan} />
      <List key={show} ticker={ticker} active={active} span={span} sources={sources} />
    </div>
  );
}
