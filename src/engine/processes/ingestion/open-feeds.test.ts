import { expect, onTestFinished, test } from 'vitest';
import { ManualClock } from '../../../../tests/support/manual-clock.ts';
import { memoryBudgetStore } from '../../../../tests/support/memory-budget-store.ts';
import { memoryFactStore } from '../../../../tests/support/memory-fact-store.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { testVendor } from '../../../../tests/support/test-vendor.ts';
import { settingsSchema } from '../../contract/settings-schema.ts';
import { noSecrets, type VendorEndpoints, type VendorSecrets } from '../../contract/supervision.ts';
import type { TradingMode } from '../../domain/account.ts';
import { QualityBoard } from '../../ingestion/quality/quality-board.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { openFeeds } from './open-feeds.ts';
import { catalogueOf, credentialsOf } from './vendor-credentials.ts';

const vendor = testVendor();
const emulated: VendorEndpoints = {
  'test-vendor': {
    bases: { rest: 'http://127.0.0.1:1', stream: 'ws://127.0.0.1:1' },
    credentials: { key: 'emulated-key' },
  },
};
const saved: VendorSecrets = {
  stored: { 'test-vendor.key': 'saved-key' },
  environment: { TEST_KEY: 'environment-key' },
};

function opened(mode: TradingMode, practice: VendorEndpoints | null, secrets = noSecrets) {
  const clock = new ManualClock(Date.UTC(2026, 9, 5, 14, 31));
  const settings = settingsSchema.parse({});
  const init = { mode, version: 'test', settings, secrets, homeDirectory: temporaryFolder(), vendors: practice };
  const context = {
    ...{ clock, init, log: keptLog(), onSettings: () => undefined },
    onSecrets: (tell: (secrets: VendorSecrets) => void) => tell(secrets),
  } as unknown as ProcessContext;
  const quality = new QualityBoard({ clock });
  const feeds = openFeeds({
    ...{ context, practice, recorder: null, vendors: [vendor], factStore: memoryFactStore() },
    ...{ budgets: memoryBudgetStore(), quality },
  });
  onTestFinished(() => feeds.close());
  feeds.feeds.measure();
  const catalogue: unknown[] = [];
  feeds.view.catalogue({ set: (row) => void catalogue.push(row), remove: () => undefined });
  return { vendors: [...feeds.feeds.vendors.all()].map((row) => row.vendor), catalogue, feeds, quality, clock };
}

test('practice without emulators has no vendors at all, saved keys or not: nothing can call the outside', () => {
  expect(opened('practice', null, saved)).toMatchObject({ vendors: [], catalogue: [] });
});

test('practice has the vendors that are emulated, with their keys', () => {
  const { vendors, catalogue } = opened('practice', emulated, saved);
  expect(vendors).toEqual(['test-vendor']);
  expect(catalogue).toMatchObject([{ vendor: 'test-vendor', fields: [{ name: 'key', from: 'practice' }] }]);
  expect(JSON.stringify(catalogue)).not.toMatch(/-key"/);
});

test('paper and live have every vendor; a saved key wins over one of the environment', () => {
  const { vendors, catalogue } = opened('paper', null, saved);
  expect(vendors).toEqual(['test-vendor']);
  expect(catalogue).toMatchObject([{ fields: [{ from: 'saved' }] }]);
});

test.each([
  [{ secrets: saved, practice: null }, 'saved-key', 'saved'],
  [{ secrets: { ...saved, stored: {} }, practice: null }, 'environment-key', 'environment'],
  [{ secrets: noSecrets, practice: null }, undefined, 'none'],
  [{ secrets: saved, practice: emulated }, 'emulated-key', 'practice'],
  [{ secrets: saved, practice: {} }, undefined, 'none'],
] as const)('a key is looked for in its places %#', (sources, key, from) => {
  expect(credentialsOf([vendor], sources)['test-vendor']?.['key']).toBe(key);
  expect(catalogueOf(vendor, sources).fields[0]?.from).toBe(from);
});

test('silence is measured by how long the endpoint says that it is valid', async () => {
  // Without a key nothing is asked; what came in otherwise is judged all the same.
  const { feeds, quality, clock } = opened('paper', null);
  feeds.start();
  const none = { bid: null, ask: null, bidSize: null, askSize: null, lastSize: null, volume: null, open: null };
  feeds.feeds.take([
    {
      ...{ kind: 'quote', subject: 'SPY', key: 'quote', source: 'test-vendor', endpoint: 'quotes' },
      ...{ eventTime: clock.now(), receivedTime: clock.now() },
      body: { ...none, last: 100, high: null, low: null, previousClose: null, delayMs: 0 },
    },
  ]);
  const stale = () => [...quality.rows.all()].map(({ check }) => check);
  await clock.jump(890_000);
  expect(stale()).toEqual([]);
  await clock.jump(20_000);
  expect(stale()).toEqual(['stale']);
});
