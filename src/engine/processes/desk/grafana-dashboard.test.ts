import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { metricsPage } from '../../adapters/prometheus/metrics-server.ts';
import type { EndpointHealth, FeedHealth, ProcessHealth, VendorHealth } from '../../contract/health-schemas.ts';
import type { ProcessState } from '../../contract/host-contract.ts';
import { metricsOfHealth, type HealthSnapshot } from './metrics-of-health.ts';

const docs = join(import.meta.dirname, '..', '..', '..', '..', 'docs');

type Target = { readonly refId: string; readonly expr: string; readonly datasource: { readonly uid: string } };
type Place = { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
type Panel = {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: Place;
  readonly targets?: readonly Target[];
};
type Dashboard = {
  readonly uid: string;
  readonly schemaVersion: number;
  readonly templating: { readonly list: readonly { readonly name: string; readonly query: unknown }[] };
  readonly panels: readonly Panel[];
};

const text = readFileSync(join(docs, 'grafana', 'quorum-health.json'), 'utf8');
const dashboard = JSON.parse(text) as Dashboard;

const vendor: VendorHealth = {
  ...{ vendor: 'finra', title: 'FINRA', summary: '', state: 'live', reason: '', credentials: 'none-needed' },
  ...{ minuteUsed: 30, minuteLimit: 300, dayUsed: 5, dayLimit: 10, dollarsToday: 0, rateLimited: 1, waiting: 2 },
};
const endpoint: EndpointHealth = {
  ...{ key: 'finra/ats', vendor: 'finra', endpoint: 'ats', title: '', kind: 'endpoint', tier: '', priority: 'low' },
  provides: [],
  ...{ state: 'late', reason: '', breaker: 'open', lastSuccessTime: 40_000, lastAttemptTime: 0, nextDueTime: 0 },
  ...{ everyMs: 1, validForMs: 1, latencyP50Ms: 20, latencyP99Ms: 250, requests: 3, facts: 4, refusals: 5, gaps: 6 },
  ...{ reconnects: 0, errors: { timeout: 7 }, lastError: '', unitsToday: 0 },
};
const feed: FeedHealth = {
  ...{ feed: 'ibkr', title: '', vendor: '', phase: 'ready', detail: '', failure: null, since: 0, notices: [] },
  ...{ lastMessageAgeMs: 500, messages: 9, messagesPerSecond: 1, latencyP50Ms: 2, latencyP99Ms: 3, linesUsed: 4 },
  ...{ linesLimit: 5, requestsPerMinute: 1, requestBudgetPerMinute: 1, errors: 1, gaps: 1, reconnects: 1 },
};
const process: ProcessHealth = {
  ...{ process: 'desk', pid: 1, memoryBytes: 1_000, cpuPercent: 50, eventLoopDelayP99Ms: 1, uptimeMs: 1 },
  ...{ links: 1, subscriptions: 1, stores: [{ name: 'desk.db', bytes: 4_096, detail: '' }] },
  latencies: [{ name: 'click-to-wire', count: 1, p50Ms: 1, p99Ms: 2, maxMs: 3 }],
};
const state: ProcessState = {
  ...{ process: 'desk', state: 'running', pid: 1, restarts: 2, lastExit: '', since: 0, nextAttemptMs: null },
};
const everything: HealthSnapshot = {
  nowMs: 100_000,
  states: [state],
  processes: [process],
  feeds: [feed],
  vendors: [vendor],
  endpoints: [endpoint],
};
const metrics = metricsOfHealth(everything);
const names = new Set(metrics.map(({ name }) => name));

const queries = dashboard.panels.flatMap(({ title, targets }) => (targets ?? []).map(({ expr }) => ({ title, expr })));
const namesIn = (query: string): readonly string[] => query.match(/quorum_[a-z0-9_]+/g) ?? [];

test('every name the dashboard asks for is served, and every name served is on the dashboard', () => {
  const asked = new Set(queries.flatMap(({ expr }) => namesIn(expr)));
  expect([...asked].filter((name) => !names.has(name))).toEqual([]);
  expect([...names].filter((name) => !asked.has(name))).toEqual([]);
  const variables = dashboard.templating.list.flatMap(({ query }) => namesIn(JSON.stringify(query)));
  expect(variables.filter((name) => !names.has(name))).toEqual([]);
  expect(variables.length).toBeGreaterThan(0);
});

test('labels a query chooses by or shows are labels of that metric', () => {
  const labels = new Map(
    metrics.map(({ name, samples }) => [name, new Set(samples.flatMap((sample) => Object.keys(sample.labels)))]),
  );
  const outside = new Set(['job', 'instance']);
  for (const { title, expr } of queries) {
    for (const [, name = '', matchers = ''] of expr.matchAll(/(quorum_[a-z0-9_]+)\{([^}]*)\}/g)) {
      const chosen = [...matchers.matchAll(/([a-z_]+)=~?"/g)].map(([, label = '']) => label);
      const strange = chosen.filter((label) => !outside.has(label) && labels.get(name)?.has(label) !== true);
      expect(strange, `${title}: ${name}`).toEqual([]);
    }
  }
});

test('rates are taken of counters only, and of every counter', () => {
  const counters = new Set(metrics.filter(({ type }) => type === 'counter').map(({ name }) => name));
  for (const { title, expr } of queries) {
    const rated = [...expr.matchAll(/(?:rate|increase)\((quorum_[a-z0-9_]+)/g)].map(([, name = '']) => name);
    expect(
      namesIn(expr).filter((name) => counters.has(name) !== rated.includes(name)),
      title,
    ).toEqual([]);
  }
});

test('the file is a dashboard: its own ids, a grid without overlaps, a data source to choose', () => {
  const ids = dashboard.panels.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(dashboard).toMatchObject({ uid: 'quorum-health', schemaVersion: 39 });
  expect(dashboard.templating.list[0]).toMatchObject({ name: 'datasource', query: 'prometheus' });
  const cells = new Set<string>();
  for (const { title, gridPos, targets } of dashboard.panels) {
    expect(gridPos.x + gridPos.w, title).toBeLessThanOrEqual(24);
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x += 1) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y += 1) {
        expect(cells.has(`${x},${y}`), title).toBe(false);
        cells.add(`${x},${y}`);
      }
    }
    const refs = (targets ?? []).map(({ refId }) => refId);
    expect(new Set(refs).size).toBe(refs.length);
    for (const target of targets ?? []) expect(target.datasource.uid).toBe('${datasource}');
  }
});

test('names follow the convention: a unit at the end, _total for counters alone, help on every one', async () => {
  const units = /_(seconds|bytes|ratio|dollars|total|up|late|open|used|requests)$/;
  for (const { name, type, help } of metrics) {
    expect(name).toMatch(/^quorum_[a-z0-9]+(_[a-z0-9]+)*$/);
    expect(name).toMatch(units);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    expect(help).not.toBe('');
  }
  const page = await metricsPage(metrics);
  const line = /^[a-z_:][a-z0-9_:]*(\{[a-z_]+="[^"\n]*"(,[a-z_]+="[^"\n]*")*\})? [0-9.e+-]+$/;
  for (const row of page.text.split('\n').filter((each) => each !== '' && !each.startsWith('#')))
    expect(row).toMatch(line);
  expect(page.text).toContain('quorum_endpoint_latency_seconds{vendor="finra",endpoint="ats",quantile="0.99"} 0.25');
});

test('docs/metrics.md names every metric', () => {
  const page = readFileSync(join(docs, 'metrics.md'), 'utf8');
  expect([...names].filter((name) => !page.includes(`\`${name.replace('quorum_', '')}\``))).toEqual([]);
});

test('what is not known is left out: a vendor switched off is neither up nor down', () => {
  const up = (of: VendorHealth['state']): readonly number[] =>
    metricsOfHealth({ ...everything, vendors: [{ ...vendor, state: of }] })
      .filter(({ name }) => name === 'quorum_vendor_up')
      .flatMap(({ samples }) => samples.map(({ value }) => value));
  expect([up('off'), up('blocked'), up('failing'), up('degraded'), up('live')]).toEqual([[], [0], [0], [1], [1]]);
});
