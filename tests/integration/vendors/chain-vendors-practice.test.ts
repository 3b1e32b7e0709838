import { afterAll, beforeAll, expect, test } from 'vitest';
import { alpaca } from '../../../src/engine/adapters/alpaca/alpaca.vendor.ts';
import { cboe } from '../../../src/engine/adapters/cboe/cboe.vendor.ts';
import { tradier } from '../../../src/engine/adapters/tradier/tradier.vendor.ts';
import type { DraftFact } from '../../../src/engine/domain/facts/fact.ts';
import type { Vendor } from '../../../src/engine/ports/vendor.ts';
import { at, openStory } from '../../../src/engine/simulators/story/testing/open-story.ts';
import { startVendorEmulators, type RunningVendors } from '../../../src/engine/simulators/vendors/vendor-emulators.ts';
import { askVendor } from '../../support/ask-vendor.ts';
import { keptLog } from '../../support/silent-log.ts';
import { expectSoundFacts, factsOf } from '../../support/translated.ts';

const { story, clock } = openStory(at(11, 30));
const symbols = ['SPY', 'AAPL', 'NVDA', 'QQQ'];
let vendors: RunningVendors;

beforeAll(async () => {
  vendors = await startVendorEmulators({ story, log: keptLog(), wanted: ['cboe', 'tradier', 'alpaca'] });
});
afterAll(async () => {
  await vendors.close();
  clock.close();
});

async function ask(vendor: Vendor, endpoint: string, symbol = '', parameters: Readonly<Record<string, string>> = {}) {
  const server = vendors.running.get(vendor.id);
  if (!server) throw new Error(`${vendor.id} does not run: ${vendors.failed.get(vendor.id)}`);
  const { bases, credentials } = server;
  return askVendor({ vendor, bases, credentials, now: story.now(), symbols }, { endpoint, symbol, parameters });
}

const everything: readonly (readonly [Vendor, string, string, Readonly<Record<string, string>>])[] = [
  [cboe, 'index-quotes', '', {}],
  [cboe, 'delayed-chain', 'SPX', {}],
  [cboe, 'delayed-chain', 'SPY', {}],
  ...['VIX', 'VIX9D', 'VIX3M', 'VIX6M', 'VVIX', 'SKEW'].map((index) => [cboe, 'index-history', '', { index }] as const),
  [cboe, 'vx-settlement', '', {}],
  [cboe, 'put-call', '', {}],
  [tradier, 'quotes', '', {}],
  [tradier, 'expirations', 'SPY', {}],
  [tradier, 'history', 'SPY', {}],
  [tradier, 'timesales', 'SPY', {}],
  [tradier, 'calendar', '', {}],
  [tradier, 'clock', '', {}],
  [alpaca, 'stock-snapshots', '', {}],
  [alpaca, 'stock-bars-minute', '', {}],
  [alpaca, 'stock-bars-daily', '', {}],
  [alpaca, 'option-chain', 'SPY', {}],
  [alpaca, 'news', '', {}],
  [alpaca, 'calendar', '', {}],
  [alpaca, 'clock', '', {}],
];

test.each(everything)(
  '%# the practice market answers as the vendor would',
  async (vendor, endpoint, symbol, parameters) => {
    const { facts, refusals, verdicts } = await ask(vendor, endpoint, symbol, parameters);
    expect(refusals).toEqual([]);
    expect(new Set(verdicts)).toEqual(new Set(['payload']));
    expectSoundFacts(facts);
    if (endpoint !== 'clock') expect(facts.length).toBeGreaterThan(0);
  },
);

type Held = ReadonlyMap<string, { readonly bid: number | null; readonly ask: number | null }>;

function heldBy(facts: readonly DraftFact[]): Held {
  return new Map(
    factsOf(facts, 'chain-snapshot').flatMap(({ body }) =>
      body.strikes.map((strike, row) => {
        const contract = `${body.expiries[row]} ${body.rights[row]} ${strike}`;
        return [contract, { bid: body.bids[row] ?? null, ask: body.asks[row] ?? null }] as const;
      }),
    ),
  );
}

test('three vendors tell one chain', async () => {
  const told = await Promise.all([
    ask(cboe, 'delayed-chain', 'AAPL'),
    ask(tradier, 'expirations', 'AAPL'),
    ask(alpaca, 'option-chain', 'AAPL'),
  ]);
  const [one, two, three] = told.map(({ facts }) => heldBy(facts));
  expect(one?.size).toBeGreaterThan(100);
  // Tradier is asked for the nearest expiries only.
  for (const [contract, quote] of two ?? []) expect(one?.get(contract), contract).toEqual(quote);
  expect(new Set(three?.keys())).toEqual(new Set(one?.keys()));
  for (const [contract, quote] of three ?? []) expect(one?.get(contract), contract).toEqual(quote);
});
