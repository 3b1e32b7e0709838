import { useMemo } from 'react';
import type { ProcessHealth } from '../../../engine/contract/health-schemas.ts';
import { WhenKnown } from '../../components/condition.tsx';
import {
  analyticsProcess,
  deskProcess,
  endpoints,
  executionHealth,
  executionProcess,
  feedsFile,
  ingestionHealth,
  ingestionProcess,
  processes,
  qualityFindings,
  vendors,
} from '../../stores/feeds.ts';
import { useSilence } from '../../stores/silence.ts';
import { useFeedCondition, useFeedItem, useFeedItems } from '../../stores/use-feed.ts';
import { FeedsFileProblem, QualityTable } from './data-quality.tsx';
import { Drills } from './drills.tsx';
import { FeedTable } from './feed-table.tsx';
import { ProcessTable } from './process-table.tsx';
import { LatencyTable, StoreTable } from './store-latency-tables.tsx';
import { VendorTable } from './vendor-table.tsx';
import './health.css';

function useProcessHealth(): ReadonlyMap<string, ProcessHealth> {
  const ingestion = useFeedItems(ingestionProcess);
  const analytics = useFeedItems(analyticsProcess);
  const execution = useFeedItems(executionProcess);
  const desk = useFeedItems(deskProcess);
  return useMemo(
    () => new Map([...ingestion, ...analytics, ...execution, ...desk]),
    [ingestion, analytics, execution, desk],
  );
}

function Feeds() {
  const data = useFeedItems(ingestionHealth);
  const orders = useFeedItems(executionHealth);
  const dataCondition = useFeedCondition(ingestionHealth);
  const orderCondition = useFeedCondition(executionHealth);
  const feeds = [...data.values(), ...orders.values()];
  // What one process cannot say any more is old; the other half goes on.
  const condition = dataCondition.known
    ? orderCondition.phase === 'live'
      ? dataCondition
      : { ...dataCondition, phase: orderCondition.phase }
    : orderCondition;
  const silence = useSilence();
  const unheard = silence.execution !== undefined || silence.ingestion !== undefined;
  return (
    <WhenKnown of={unheard ? { ...condition, phase: 'waiting' } : condition} what="feeds">
      <FeedTable feeds={feeds} />
    </WhenKnown>
  );
}

function Vendors() {
  const condition = useFeedCondition(vendors);
  const rows = [...useFeedItems(vendors).values()];
  const known = [...useFeedItems(endpoints).values()];
  const file = useFeedItem(feedsFile, 'feeds');
  return (
    <>
      {file ? <FeedsFileProblem file={file} /> : null}
      <WhenKnown of={condition} what="vendors">
        <VendorTable vendors={rows} endpoints={known} />
      </WhenKnown>
    </>
  );
}

function Quality() {
  const condition = useFeedCondition(qualityFindings);
  const findings = [...useFeedItems(qualityFindings).values()];
  // An empty stream is an answer here: nothing contradicts.
  return (
    <WhenKnown of={{ ...condition, known: condition.known || condition.phase === 'live' }} what="data quality">
      <QualityTable findings={findings} />
    </WhenKnown>
  );
}

export function Health() {
  const states = [...useFeedItems(processes).values()];
  const condition = useFeedCondition(processes);
  const health = useProcessHealth();
  const all = [...health.values()];
  return (
    <div className="window-body health">
      <section>
        <h3>Feeds</h3>
        <Feeds />
      </section>
      <section>
        <h3>Vendors</h3>
        <Vendors />
      </section>
      <section>
        <h3>Data quality</h3>
        <Quality />
      </section>
      <section>
        <h3>Processes</h3>
        <WhenKnown of={condition} what="processes">
          <ProcessTable states={states} health={health} />
        </WhenKnown>
      </section>
      <div className="health-pair">
        <section>
          <h3>Latencies</h3>
          <LatencyTable health={all} />
        </section>
        <section>
          <h3>Stores</h3>
          <StoreTable health={all} />
        </section>
      </div>
      <section>
        <h3>Drills</h3>
        <Drills />
      </section>
    </div>
  );
}
