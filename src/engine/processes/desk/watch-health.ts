import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { LatestListener } from '../../link/api.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import type { HealthSnapshot } from './metrics-of-health.ts';

/** Rows of one stream, kept by their key. Of a source that is lost nothing is told: its last numbers would pass for new ones. */
function rowsOf<Row>(keyOf: (row: Row) => string): { readonly listener: LatestListener<Row>; rows(): readonly Row[] } {
  const known = new Map<string, Row>();
  let live = false;
  return {
    rows: () => (live ? [...known.values()] : []),
    listener: {
      onState: (state) => {
        live = state === 'live';
      },
      onChange: ({ items, gone, snapshot }) => {
        if (snapshot) known.clear();
        for (const row of items) known.set(keyOf(row), row);
        for (const key of gone) known.delete(key);
      },
    },
  };
}

type OwnHealth = (tell: (health: ProcessHealth) => void) => () => void;

/** Follows the health of every process while somebody reads metrics; closing ends the subscriptions. */
export function watchHealth(
  context: ProcessContext,
  ownHealth: OwnHealth,
): { snapshot(): HealthSnapshot; close(): void } {
  const host = context.link('host');
  const ingestion = context.link('ingestion');
  const analytics = context.link('analytics');
  const execution = context.link('execution');
  const states = rowsOf<HealthSnapshot['states'][number]>((row) => row.process);
  const dataFeeds = rowsOf<HealthSnapshot['feeds'][number]>((row) => row.feed);
  const orderFeeds = rowsOf<HealthSnapshot['feeds'][number]>((row) => row.feed);
  const vendors = rowsOf<HealthSnapshot['vendors'][number]>((row) => row.vendor);
  const endpoints = rowsOf<HealthSnapshot['endpoints'][number]>((row) => row.key);
  host.watch.processes({}, states.listener);
  let desk: ProcessHealth | null = null;
  const stopOwn = ownHealth((health) => {
    desk = health;
  });
  const watched = [ingestion, analytics, execution].map((link) => {
    const own = rowsOf<HealthSnapshot['processes'][number]>((row) => row.process);
    link.watch.process({}, own.listener);
    return own;
  });
  ingestion.watch.health({}, dataFeeds.listener);
  ingestion.watch.vendors({}, vendors.listener);
  ingestion.watch.endpoints({}, endpoints.listener);
  execution.watch.health({}, orderFeeds.listener);
  return {
    snapshot: () => ({
      nowMs: context.clock.now(),
      states: states.rows(),
      processes: [...watched.flatMap((own) => own.rows()), ...(desk ? [desk] : [])],
      feeds: [...dataFeeds.rows(), ...orderFeeds.rows()],
      vendors: vendors.rows(),
      endpoints: endpoints.rows(),
    }),
    close: () => {
      stopOwn();
      for (const link of [host, ingestion, analytics, execution]) link.close();
    },
  };
}
