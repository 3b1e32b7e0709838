import { Fragment, useState } from 'react';
import type { OffExchangeLevel } from '../../../engine/domain/evidence.ts';
import type { LayerId } from '../../../engine/domain/signal.ts';
import { Badge } from '../../components/badge.tsx';
import { Condition } from '../../components/condition.tsx';
import { price, score as scoreText, signedPercent } from '../../components/format.ts';
import { Segmented } from '../../components/segmented.tsx';
import { Tabs } from '../../components/tabs.tsx';
import { directionClass, directionGlyph } from '../../components/direction-mark.tsx';
import type { WindowProps } from '../../frame/window-definition.ts';
import { evidenceRows, exposureOf, quoteOf, scoreRows, volatilityOf, watchlist } from '../../stores/feeds.ts';
import { useFeedCondition, useFeedItem } from '../../stores/use-feed.ts';
import { ChartPanel } from './chart-panel.tsx';
import type { ChartInterval } from './chart/use-bars.ts';
import { LevelsList } from './levels-list.tsx';
import { DarkPoolTab } from './tabs/dark-pool/dark-pool-tab.tsx';
import { ExposureTab } from './tabs/exposure-tab.tsx';
import { FlowTab } from './tabs/flow/flow-tab.tsx';
import { InsidersTab } from './tabs/insiders/insiders-tab.tsx';
import { LayersTab } from './tabs/layers-tab.tsx';
import { ShortTab } from './tabs/short/short-tab.tsx';
import { VolatilityTab } from './tabs/volatility-tab.tsx';
import { ViewToggles } from './view-toggles.tsx';
import { useChartView } from './view-state.ts';
import { testIds } from '../../components/test-ids.ts';
import './deep-dive.css';
import './facts/facts.css';

const tabs = [
  { id: 'exposure', title: 'Exposure' },
  { id: 'volatility', title: 'Volatility' },
  { id: 'layers', title: 'Layers' },
  { id: 'options-flow', title: 'Flow' },
  { id: 'dark-pool', title: 'Dark pool' },
  { id: 'insider-buying', title: 'Insiders' },
  { id: 'short-interest', title: 'Short' },
] as const;
type TabId = (typeof tabs)[number]['id'];
const noLevels: readonly OffExchangeLevel[] = [];

function Head({ ticker, instrument }: { readonly ticker: string; readonly instrument: string }) {
  const quote = useFeedItem(quoteOf(instrument), instrument);
  const score = useFeedItem(scoreRows, ticker)?.score;
  const change = quote?.last !== null && quote?.last !== undefined && quote.close ? quote.last / quote.close - 1 : null;
  const { phase } = useFeedCondition(quoteOf(instrument));
  return (
    <div className="row deep-head" data-old={quote !== null && phase !== 'live'}>
      <strong data-testid={testIds.deepDiveTicker}>{ticker}</strong>
      <span className="figure">{price(quote?.last)}</span>
      <span className={change === null || change === 0 ? 'muted' : change > 0 ? 'up' : 'down'}>
        {signedPercent(change)}
      </span>
      {quote && quote.dataType !== 'live' ? <Badge tone="attention">{quote.dataType}</Badge> : null}
      {quote?.halted ? <Badge tone="danger">halted</Badge> : null}
      {score ? (
        <span className={directionClass[score.direction]} title="Conviction">
          {directionGlyph[score.direction]} {scoreText(score.conviction)}
        </span>
      ) : null}
    </div>
  );
}

export function DeepDive({ ticker, visible }: WindowProps) {
  const [interval, setInterval] = useState<ChartInterval>('5m');
  const [tab, setTab] = useState<TabId>('exposure');
  const view = useChartView();
  const instrument = useFeedItem(watchlist, ticker)?.instrument?.id ?? `${ticker}.STK`;
  const exposure = useFeedItem(exposureOf(ticker), ticker);
  const volatility = useFeedItem(volatilityOf(ticker), ticker);
  const score = useFeedItem(scoreRows, ticker)?.score ?? null;
  const { phase } = useFeedCondition(scoreRows);
  const quote = useFeedItem(quoteOf(instrument), instrument);
  const blocks = useFeedItem(evidenceRows, ticker, visible && view.dark)?.offExchange?.levels;
  const dark = (view.dark ? blocks : undefined) ?? noLevels;
  if (ticker === '') return <Condition title="No symbol">Choose one in the grid or through the palette.</Condition>;
  const reading = (layer: LayerId) => score?.layers.find((each) => each.layer === layer);
  const of = (layer: LayerId) => ({ ticker, reading: reading(layer), active: visible });
  const body = {
    exposure: <ExposureTab exposure={exposure} ticker={ticker} reason={reading('gex-positioning')?.reason ?? ''} />,
    volatility: (
      <VolatilityTab volatility={volatility} ticker={ticker} reason={reading('volatility-surface')?.reason ?? ''} />
    ),
    layers: <LayersTab ticker={ticker} instrument={instrument} score={score} />,
    'options-flow': <FlowTab {...of('options-flow')} />,
    'dark-pool': <DarkPoolTab {...of('dark-pool')} quote={quote} />,
    'insider-buying': <InsidersTab {...of('insider-buying')} />,
    'short-interest': <ShortTab {...of('short-interest')} />,
  };
  return (
    <>
      <div className="window-bar">
        <Head ticker={ticker} instrument={instrument} />
        <span className="grow" />
        <ViewToggles />
        <Segmented
          label="Bar interval"
          value={interval}
          options={[
            { value: '1m', label: '1m' },
            { value: '5m', label: '5m' },
            { value: '1d', label: '1d' },
          ]}
          onChange={setInterval}
          testId={testIds.chartInterval}
        />
      </div>
      <div className="deep-dive">
        <div className="deep-layout">
          <div className="deep-chart">
            <ChartPanel
              instrument={instrument}
              interval={interval}
              exposure={exposure}
              dark={dark}
              view={view}
              visible={visible}
            />
            <LevelsList exposure={exposure} dark={dark} spot={quote?.last ?? exposure?.spot ?? null} />
          </div>
          <div className="deep-tabs">
            <Tabs label="Evidence" tabs={tabs} current={tab} onChange={setTab} />
            <div
              className="tab-body"
              data-old={score !== null && phase !== 'live'}
              role="tabpanel"
              aria-label={tabs.find(({ id }) => id === tab)?.title}
              tabIndex={0}
            >
              <Fragment key={`${tab} ${ticker}`}>{body[tab]}</Fragment>
            </div>
          </div>
        </div>
      </div>
    </>
  );
}
