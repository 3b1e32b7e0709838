import { describe, expect, test } from 'vitest';
import type { Quote } from '../../src/engine/domain/quote.ts';
import type { Instrument } from '../../src/engine/domain/instrument.ts';
import type { ContractQuery } from '../../src/engine/ports/market-data.ts';
import { bitcoin, euro, vxFuture } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import { eventually } from '../support/eventually.ts';
import { openIbkr, type OpenIbkr } from './open-ibkr.ts';

async function ready(): Promise<OpenIbkr> {
  const world = await openIbkr({ clientId: 74 });
  await eventually(() => expect(world.market.connection().phase).toBe('ready'));
  return world;
}

async function resolved({ market }: OpenIbkr, query: ContractQuery): Promise<Instrument> {
  const found = await market.resolve(query);
  const [instrument] = found.ok ? found.value : [];
  if (!instrument) throw new Error(`${query.symbol} does not resolve: ${JSON.stringify(found)}`);
  return instrument;
}

const euroQuery = { symbol: 'EUR', secType: 'CASH', exchange: 'IDEALPRO', currency: 'USD' } as const;
const coinQuery = { symbol: 'BTC', secType: 'CRYPTO', exchange: 'PAXOS', currency: 'USD' } as const;

function quotesOf({ market }: OpenIbkr, instrument: Instrument): Quote[] {
  const quotes: Quote[] = [];
  market.quotes(instrument, { onQuote: (quote) => void quotes.push(quote), onProblem: () => undefined });
  return quotes;
}

const history = { interval: '1m', endMs: null, count: 30, regularHoursOnly: false, priority: 0 } as const;

describe('TWS beyond stocks', () => {
  test('a currency pair has two sides, no trades and midpoint history', async () => {
    const world = await ready();
    const instrument = await resolved(world, euroQuery);
    expect(instrument).toMatchObject({ id: 'EUR.CASH.USD', conId: euro.conId, multiplier: 1 });
    const quotes = quotesOf(world, instrument);
    await eventually(() => expect(quotes.at(-1)).toMatchObject({ bid: 1.1, ask: 1.10005, last: null, volume: null }));
    const bars = await world.market.history({ ...history, instrument, kind: 'MIDPOINT' });
    expect(bars.ok && bars.value.length).toBeGreaterThan(5);
    const trades = await world.market.history({ ...history, instrument, kind: 'TRADES' });
    expect(trades).toMatchObject({ ok: false, failure: { code: 'no-data' } });
    const problems: (string | undefined)[] = [];
    const listener = {
      onTrade: () => undefined,
      onProblem: (f: { code: string } | null) => void problems.push(f?.code),
    };
    world.market.trades(instrument, listener);
    await eventually(() => expect(problems).toEqual(['no-entitlement']));
  });

  test('a cryptocurrency has fractional sizes, and its trades are asked for by their own name', async () => {
    const world = await ready();
    const instrument = await resolved(world, coinQuery);
    expect(instrument).toMatchObject({ id: 'BTC.CRYPTO.USD', conId: bitcoin.conId });
    world.venue.setQuote(bitcoin.id, { bid: 90_000, ask: 90_010.25, bidSize: 0.012_5, askSize: 1.75 });
    const quotes = quotesOf(world, instrument);
    await eventually(() => expect(quotes.at(-1)).toMatchObject({ bidSize: 0.012_5, askSize: 1.75 }));
    const bars = await world.market.history({ ...history, instrument, kind: 'TRADES' });
    expect(bars.ok && bars.value.length).toBeGreaterThan(5);
    expect(world.simulator.journal.frames().some(({ text }) => text.includes('AGGTRADES'))).toBe(true);
  });

  test('a row of futures resolves to its contracts, each with its expiry and multiplier', async () => {
    const world = await ready();
    const found = await world.market.resolve({ symbol: 'VIX', secType: 'FUT', exchange: '', currency: 'USD' });
    expect(found.ok && found.value.map(({ expiry, multiplier }) => [expiry, multiplier])).toContainEqual([
      ...[vxFuture.expiry, vxFuture.multiplier],
    ]);
    const quotes = quotesOf(world, await resolved(world, { ...euroQuery, ...vxQuery }));
    await eventually(() => expect(quotes.at(-1)).toMatchObject({ bid: 17.5, ask: 17.55 }));
  });

  test('no depth for currencies: named, and the connection goes on', async () => {
    const world = await ready();
    const problems: unknown[] = [];
    world.market.depth(await resolved(world, euroQuery), 5, {
      onBook: () => undefined,
      onProblem: (failure) => void problems.push(failure?.facts?.['code']),
    });
    await eventually(() => expect(problems).toEqual([10_092]));
    expect(world.market.connection().phase).toBe('ready');
  });
});

const vxQuery = { symbol: 'VIX', secType: 'FUT', exchange: 'CFE', currency: 'USD', expiry: vxFuture.expiry } as const;
