import type { EndpointHealth, FeedHealth, ProcessHealth, VendorHealth } from '../../contract/health-schemas.ts';
import type { ProcessState } from '../../contract/host-contract.ts';
import type { Metric, MetricSample } from '../../ports/metrics.ts';

export type HealthSnapshot = {
  readonly nowMs: number;
  readonly states: readonly ProcessState[];
  readonly processes: readonly ProcessHealth[];
  readonly feeds: readonly FeedHealth[];
  readonly vendors: readonly VendorHealth[];
  readonly endpoints: readonly EndpointHealth[];
};

type Labels = Readonly<Record<string, string>>;

function samples<Row>(
  rows: readonly Row[],
  labelsOf: (row: Row) => Labels,
  valueOf: (row: Row) => number | null,
): readonly MetricSample[] {
  return rows.flatMap((row) => {
    const value = valueOf(row);
    return value === null || !Number.isFinite(value) ? [] : [{ labels: labelsOf(row), value }];
  });
}

type Quantiles = { readonly p50Ms: number | null; readonly p99Ms: number | null };

/** Median and 99th percentile of each row, under the label Prometheus has for quantiles. */
function quantiles<Row>(
  rows: readonly Row[],
  labelsOf: (row: Row) => Labels,
  of: (row: Row) => Quantiles,
): readonly MetricSample[] {
  const each = (quantile: string, ms: (row: Row) => number | null): readonly MetricSample[] =>
    samples(
      rows,
      (row) => ({ ...labelsOf(row), quantile }),
      (row) => seconds(ms(row)),
    );
  return [...each('0.5', (row) => of(row).p50Ms), ...each('0.99', (row) => of(row).p99Ms)];
}

const seconds = (ms: number | null): number | null => (ms === null ? null : ms / 1_000);
const gauge = (name: string, help: string, values: readonly MetricSample[]): Metric => ({
  name: `quorum_${name}`,
  help,
  type: 'gauge',
  samples: values,
});
const counter = (name: string, help: string, values: readonly MetricSample[]): Metric => ({
  ...gauge(`${name}_total`, help, values),
  type: 'counter',
});

function processMetrics({ states, processes }: HealthSnapshot): readonly Metric[] {
  const ofState = (row: ProcessState): Labels => ({ process: row.process });
  const of = (row: ProcessHealth): Labels => ({ process: row.process });
  const stores = processes.flatMap((row) => row.stores.map((store) => ({ process: row.process, ...store })));
  const latencies = processes.flatMap((row) => row.latencies.map((latency) => ({ process: row.process, ...latency })));
  return [
    gauge(
      'process_up',
      '1 while the process runs and answers',
      samples(states, ofState, (row) => (row.state === 'running' ? 1 : 0)),
    ),
    counter(
      'process_restarts',
      'Restarts since the program started',
      samples(states, ofState, (row) => row.restarts),
    ),
    gauge(
      'process_memory_bytes',
      'Resident memory',
      samples(processes, of, (row) => row.memoryBytes),
    ),
    gauge(
      'process_cpu_ratio',
      'Share of one processor core over the last second',
      samples(processes, of, (row) => row.cpuPercent / 100),
    ),
    gauge(
      'process_event_loop_delay_seconds',
      'Delay of the event loop, 99th percentile',
      samples(processes, of, (row) => seconds(row.eventLoopDelayP99Ms)),
    ),
    gauge(
      'store_size_bytes',
      'Size of a store on disk',
      samples(
        stores,
        ({ process, name }) => ({ process, store: name }),
        (row) => row.bytes,
      ),
    ),
    gauge(
      'latency_seconds',
      'Latency of a path through the program by quantile',
      quantiles(
        latencies.filter(({ count }) => count > 0),
        ({ process, name }) => ({ process, path: name }),
        (row) => row,
      ),
    ),
  ];
}

function feedMetrics({ feeds }: HealthSnapshot): readonly Metric[] {
  const of = (row: FeedHealth): Labels => ({ feed: row.feed });
  return [
    gauge(
      'feed_up',
      '1 while the connection is ready',
      samples(feeds, of, (row) => (row.phase === 'ready' ? 1 : 0)),
    ),
    gauge(
      'feed_last_message_age_seconds',
      'Age of the newest message',
      samples(feeds, of, (row) => seconds(row.lastMessageAgeMs)),
    ),
    counter(
      'feed_messages',
      'Messages received',
      samples(feeds, of, (row) => row.messages),
    ),
    counter(
      'feed_errors',
      'Messages not understood, lines refused, writes failed',
      samples(feeds, of, (row) => row.errors),
    ),
    counter(
      'feed_gaps',
      'Holes in what was received',
      samples(feeds, of, (row) => row.gaps),
    ),
    counter(
      'feed_reconnects',
      'Connections made anew',
      samples(feeds, of, (row) => row.reconnects),
    ),
    gauge(
      'feed_latency_seconds',
      'Round trip of requests to the broker by quantile',
      quantiles(feeds, of, (row) => ({ p50Ms: row.latencyP50Ms, p99Ms: row.latencyP99Ms })),
    ),
    gauge(
      'feed_lines_used',
      'Market data lines in use',
      samples(feeds, of, (row) => row.linesUsed),
    ),
  ];
}

function vendorMetrics({ vendors }: HealthSnapshot): readonly Metric[] {
  const of = (row: VendorHealth): Labels => ({ vendor: row.vendor });
  const share = (used: number, limit: number | null): number | null =>
    limit === null || limit <= 0 ? null : used / limit;
  return [
    gauge(
      'vendor_up',
      '1 while the vendor answers, at least in part; absent while it is switched off',
      samples(vendors, of, (row) =>
        row.state === 'off' ? null : row.state === 'live' || row.state === 'degraded' ? 1 : 0,
      ),
    ),
    gauge(
      'vendor_minute_budget_used_ratio',
      'Share of the minute budget used',
      samples(vendors, of, (row) => share(row.minuteUsed, row.minuteLimit)),
    ),
    gauge(
      'vendor_day_budget_used_ratio',
      'Share of the day budget used',
      samples(vendors, of, (row) => share(row.dayUsed, row.dayLimit)),
    ),
    gauge(
      'vendor_cost_today_dollars',
      'Cost of today’s requests',
      samples(vendors, of, (row) => row.dollarsToday),
    ),
    counter(
      'vendor_rate_limited',
      'Answers that refused for the budget',
      samples(vendors, of, (row) => row.rateLimited),
    ),
    gauge(
      'vendor_waiting_requests',
      'Requests due and not yet sent',
      samples(vendors, of, (row) => row.waiting),
    ),
  ];
}

function endpointMetrics({ endpoints, nowMs }: HealthSnapshot): readonly Metric[] {
  const of = (row: EndpointHealth): Labels => ({ vendor: row.vendor, endpoint: row.endpoint });
  const errors = endpoints.flatMap((row) =>
    Object.entries(row.errors).map(([kind, value]) => ({ labels: { ...of(row), kind }, value })),
  );
  return [
    gauge(
      'endpoint_last_success_age_seconds',
      'World time since the last good answer',
      samples(endpoints, of, (row) =>
        row.lastSuccessTime === null ? null : Math.max(0, (nowMs - row.lastSuccessTime) / 1_000),
      ),
    ),
    gauge(
      'endpoint_late',
      '1 while the newest answer is older than it may be',
      samples(endpoints, of, (row) => (row.state === 'late' ? 1 : 0)),
    ),
    gauge(
      'endpoint_breaker_open',
      '1 while the circuit breaker keeps requests back',
      samples(endpoints, of, (row) => (row.breaker === 'open' ? 1 : 0)),
    ),
    counter(
      'endpoint_requests',
      'Requests sent',
      samples(endpoints, of, (row) => row.requests),
    ),
    counter(
      'endpoint_facts',
      'Facts received',
      samples(endpoints, of, (row) => row.facts),
    ),
    counter(
      'endpoint_refusals',
      'Rows that could not become facts',
      samples(endpoints, of, (row) => row.refusals),
    ),
    counter(
      'endpoint_gaps',
      'Holes in a stream',
      samples(endpoints, of, (row) => row.gaps),
    ),
    counter('endpoint_errors', 'Failures by kind', errors),
    gauge(
      'endpoint_latency_seconds',
      'Request latency by quantile',
      quantiles(endpoints, of, (row) => ({ p50Ms: row.latencyP50Ms, p99Ms: row.latencyP99Ms })),
    ),
  ];
}

/** What Health shows, as metrics. Nothing here names an account, a position or a price. */
export function metricsOfHealth(snapshot: HealthSnapshot): readonly Metric[] {
  return [
    ...processMetrics(snapshot),
    ...feedMetrics(snapshot),
    ...vendorMetrics(snapshot),
    ...endpointMetrics(snapshot),
  ];
}
