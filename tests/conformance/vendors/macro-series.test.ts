import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alphaVantage } from '../../../src/engine/adapters/alpha-vantage/alpha-vantage.vendor.ts';
import { fmp } from '../../../src/engine/adapters/fmp/fmp.vendor.ts';
import { fred } from '../../../src/engine/adapters/fred/fred.vendor.ts';
import { instantOf } from '../../../src/engine/domain/time.ts';
import { createVirtualClock } from '../../../src/engine/simulators/create-virtual-clock.ts';
import { createPracticeMarket } from '../../../src/engine/simulators/market/practice-market.ts';
import { createMarketStory } from '../../../src/engine/simulators/story/create-market-story.ts';
import { alphaVantageEmulator } from '../../../src/engine/simulators/vendors/alpha-vantage/alpha-vantage-emulator.ts';
import { fmpEmulator } from '../../../src/engine/simulators/vendors/fmp/fmp-emulator.ts';
import { fredEmulator } from '../../../src/engine/simulators/vendors/fred/fred-emulator.ts';
import type { RunningEmulator } from '../../../src/engine/simulators/vendors/kit/emulator.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { keptLog } from '../../support/silent-log.ts';
import { expectSoundFacts, factsOf } from '../../support/translated.ts';

const clock = createVirtualClock({ startMs: instantOf('20261007', 11 * 3600), speed: 0 });
const story = createMarketStory(createPracticeMarket({ seed: 7, tradingDate: '20261007', clock }));
const servers = new Map<string, RunningEmulator>();

beforeAll(async () => {
  for (const emulator of [fredEmulator, fmpEmulator, alphaVantageEmulator])
    servers.set(emulator.vendor, await emulator.start({ story, log: keptLog() }));
});
afterAll(async () => {
  for (const server of servers.values()) await server.close();
  clock.close();
});

const asked = [
  [fred, 'observations'],
  [fred, 'graph-csv'],
  [fmp, 'economic-series'],
  [alphaVantage, 'macro'],
] as const;

describe.each(asked)('%o', (vendor, endpoint) => {
  const items = vendor.endpoints.find(({ id }) => id === endpoint)?.items ?? [];

  test.each(items.map((item) => [Object.values(item).join(' '), item] as const))(
    `${vendor.id}/${endpoint} has %s, which the program reads by default`,
    async (_name, parameters) => {
      const server = servers.get(vendor.id);
      if (!server) throw new Error(`${vendor.id} is not running`);
      clock.advanceTo(clock.now() + 1_100);
      const { bases, credentials } = server;
      const about = { vendor, bases, credentials, now: story.now(), symbols: ['SPY'] };
      const { facts, refusals, verdicts } = await askVendor(about, { endpoint, parameters });
      expect({ refusals, verdict: verdicts[0] }).toEqual({ refusals: [], verdict: 'payload' });
      expectSoundFacts(facts);
      const values = factsOf(facts, 'macro-observation').flatMap(({ body }) => body.value ?? []);
      // A figure of a year is out once a year.
      expect(values.length).toBeGreaterThan(0);
      expect(values.every((value) => Number.isFinite(value))).toBe(true);
    },
  );
});

test('output, its rate of growth and its share of a head are one story', () => {
  const from = '20240101';
  const valuesOf = (id: string): readonly number[] =>
    story.macroSeries(id, from, '20261007').flatMap(({ value }) => value ?? []);
  const real = valuesOf('GDPC1');
  expect(real.length).toBeGreaterThan(8);
  // Known are whole quarters whose figure is out: the third of the year is not, on 7 October.
  expect(story.macroSeries('GDPC1', from, '20261007').at(-1)?.date).toBe('20260401');
  for (const [at, value] of real.entries()) {
    const before = real[at - 1];
    if (before !== undefined) expect(Math.abs(100 * (value / before - 1))).toBeLessThan(2);
  }
  expect(valuesOf('GDP').at(-1)).toBeGreaterThan(real.at(-1) ?? Infinity);
  expect(valuesOf('A939RX0Q048SBEA').at(-1)).toBeCloseTo(((real.at(-1) ?? 0) / 342_000_000) * 1e9, -1);
  const [yearly] = story.macroSeries('FPCPITOTLZGUSA', from, '20261007');
  expect(yearly?.date).toBe('20240101');
  expect(yearly?.value).toBeGreaterThan(0.5);
  expect(yearly?.value).toBeLessThan(6);
});
