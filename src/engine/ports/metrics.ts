import type { Outcome } from '../domain/outcome.ts';

/** One measured number with what it belongs to. Unknown numbers are left out, never 0. */
export type MetricSample = { readonly labels: Readonly<Record<string, string>>; readonly value: number };

/** Names end in their unit, counters in `_total`; base units: seconds, bytes, ratios. */
export type Metric = {
  readonly name: string;
  readonly help: string;
  readonly type: 'gauge' | 'counter';
  readonly samples: readonly MetricSample[];
};

/** A page of metrics on this machine only, read by a collector. */
export interface MetricsServer {
  readonly port: number;
  close(): Promise<void>;
}

export type OpenMetrics = (options: {
  readonly port: number;
  readonly read: () => readonly Metric[];
}) => Promise<Outcome<MetricsServer, 'port-taken' | 'unavailable'>>;
