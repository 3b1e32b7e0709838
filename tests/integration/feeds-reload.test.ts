import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { EngineLinks } from '../../src/main/cli/engine-links.ts';
import { eventually } from '../support/eventually.ts';
import { latestRows } from '../support/latest-rows.ts';
import { startQuorum, type RunningQuorum } from '../support/start-quorum.ts';

/** How long each change of the file took to be in force, printed at the end: the goal is two seconds. */
const measured: string[] = [];
let quorum: RunningQuorum;
let links: EngineLinks;

function watched() {
  const { watch } = links.link('ingestion');
  return {
    endpoints: latestRows(watch.endpoints, { params: {}, keyOf: ({ key }) => key }),
    file: latestRows(watch.feedsFile, { params: {}, keyOf: ({ key }) => key }),
  };
}
let rows: ReturnType<typeof watched>;

const path = (): string => join(quorum.home, 'feeds.yaml');
const row = (key: string) => {
  const found = rows.endpoints.row(key);
  if (!found) throw new Error(`no row of ${key}`);
  return found;
};

/** Saves the file and measures until the running program shows it. */
async function save(what: string, text: string, shows: () => void): Promise<void> {
  const began = performance.now();
  writeFileSync(path(), text);
  await eventually(shows, { timeoutMs: 10_000 });
  const tookMs = performance.now() - began;
  measured.push(`${what} ${tookMs.toFixed(0)} ms`);
}

beforeAll(async () => {
  quorum = await startQuorum({ settings: { watchlist: ['SPY', 'AAPL'] } });
  links = await quorum.links();
  rows = watched();
  await eventually(
    () => {
      expect(row('tradier/quotes').state).toBe('live');
      expect(row('unusual-whales/price').reason).toMatch(/^2 topics/);
    },
    { timeoutMs: 60_000 },
  );
});
afterAll(async () => {
  links.close();
  await quorum.stop();
});

it('takes over cadence, symbols, switches and repairs of the running program’s file, and says what is wrong where', async () => {
  const before = readFileSync(path(), 'utf8');
  const quotes = (fields: string): string =>
    `version: 1\nvendors:\n  tradier:\n    endpoints:\n      quotes: { ${fields} }\n`;
  const { requests } = row('tradier/quotes');
  await save('a cadence', quotes('every: 1s'), () => expect(row('tradier/quotes').everyMs).toBe(1_000));
  await eventually(() => expect(row('tradier/quotes').requests).toBeGreaterThan(requests + 3), { timeoutMs: 40_000 });

  const topics = `${quotes('every: 5s')}  unusual-whales:\n    streams:\n      price: { symbols: [SPY, AAPL, NVDA] }\n`;
  await save('a symbol', topics, () => expect(row('unusual-whales/price').reason).toMatch(/^3 topics/));

  await save('an endpoint off', quotes('enabled: false'), () => expect(row('tradier/quotes').state).toBe('off'));
  const stopped = row('tradier/quotes').requests;

  await save('a mistake', `${quotes('enabled: true')}      nothing: { every: 5s }\n`, () => {
    const problem = rows.file.row('feeds')?.problem;
    expect(problem?.message).toMatch(/nothing/);
    expect(problem?.line).toBe(6);
  });
  // The last good copy stays in force.
  expect(row('tradier/quotes').state).toBe('off');
  expect(row('tradier/quotes').requests).toBe(stopped);
  await save('no YAML at all', 'version: 1\nvendors: {{{\n', () => {
    const problem = rows.file.row('feeds')?.problem;
    expect(problem?.message).not.toMatch(/nothing/);
    expect(problem?.line ?? 0).toBeGreaterThanOrEqual(2);
  });
  expect(row('tradier/quotes').state).toBe('off');

  await save('the repair', before, () => {
    expect(rows.file.row('feeds')?.problem).toBeNull();
    expect(row('tradier/quotes')).toMatchObject({ everyMs: 30_000 });
    expect(row('tradier/quotes').state).not.toBe('off');
  });
  await eventually(() => expect(row('tradier/quotes').requests).toBeGreaterThan(stopped), { timeoutMs: 60_000 });
  console.log(`in force after: ${measured.join(', ')}`);
});
