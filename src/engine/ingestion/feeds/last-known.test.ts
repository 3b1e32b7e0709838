import { expect, test } from 'vitest';
import { endpoint as describeEndpoint } from '../../adapters/vendor-kit/define.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import type { Endpoint } from '../../ports/vendor.ts';
import { memoryFactStore } from '../../../../tests/support/memory-fact-store.ts';
import { lastKnown } from './last-known.ts';
import type { Target } from './target.ts';

const time = Date.UTC(2026, 9, 5, 14);
const series = describeEndpoint({
  ...{ id: 'series', title: 'Series', path: '/{series}', tier: 'daily', provides: ['macro-observation'] },
  ...{ fanOut: 'item', items: [{ series: 'DGS2' }, { series: 'DGS10' }, { series: 'DGS7' }] },
  translate: () => ({ facts: [], refusals: [], followUps: [] }),
});

const fact = (subject: string, receivedTime: number, endpoint = 'series'): Fact => ({
  ...{ kind: 'macro-observation', source: 'v', endpoint, subject, key: `${subject} ${receivedTime}` },
  ...{ eventTime: receivedTime, receivedTime },
  body: { date: '20261002', value: 4.25, unit: 'percent', vintage: '' },
});

function knowing(facts: readonly Fact[]) {
  const store = memoryFactStore();
  store.append(facts);
  return (item: Target['item'], change: Partial<Endpoint> = {}, symbol = '') =>
    lastKnown({ store, vendor: 'v', endpoint: { ...series, ...change }, target: { symbol, item } });
}

test('an item is known by its own facts: one that is new in the list is not known because others are', () => {
  const known = knowing([fact('DGS2', time), fact('DGS10', time + 5)]);
  expect(known({ series: 'DGS2' })).toBe(time);
  expect(known({ series: 'DGS10' })).toBe(time + 5);
  expect(known({ series: 'DGS7' })).toBeNull();
});

test('items whose facts go by other names are known together, as one answer brings what another does', () => {
  const known = knowing([fact('GOVERNMENT BONDS', time)]);
  expect(known({ series: 'DGS2' })).toBe(time);
  expect(knowing([])({ series: 'DGS2' })).toBeNull();
});

test('symbols, the whole market and other endpoints of the vendor', () => {
  const known = knowing([fact('SPY', time), fact('QQQ', time + 9), fact('IWM', time, 'other')]);
  expect(known({}, { fanOut: 'symbol' }, 'SPY')).toBe(time);
  expect(known({}, { fanOut: 'none' })).toBe(time + 9);
  expect(known({}, { fanOut: 'symbol' }, 'IWM')).toBeNull();
});
