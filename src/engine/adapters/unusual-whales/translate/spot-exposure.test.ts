import { expect, test } from 'vitest';
import type { Row } from '../../vendor-kit/rows.ts';
import { unusualWhales } from '../unusual-whales.vendor.ts';
import { readFrame } from '../streams/read-frame.ts';

const receivedTime = Date.UTC(2026, 9, 5, 15);
const row = { strike: '450', price: '448.2', time: '2026-10-05T14:59:00Z', call_gamma_oi: '500', put_gamma_oi: '-200' };

/** Key and expiry of what an endpoint makes of a row, or why it makes nothing. */
function read(id: string, told: Row, parameters: Readonly<Record<string, string>> = {}) {
  const endpoint = unusualWhales.endpoints.find((each) => each.id === id);
  const context = { symbol: 'SPY', parameters, receivedTime, tradingDate: '20261005', headers: {} };
  const { facts, refusals } = endpoint?.translate({ kind: 'json', value: { data: [told] } }, context) ?? {
    facts: [],
    refusals: [],
  };
  return facts[0] ? [facts[0].key, facts[0].body] : refusals[0]?.reason;
}

test('a strike of one expiry is of the expiry asked for, which rows do not repeat, and never of all of them', () => {
  expect(read('spot-exposures-expiry-strike', row, { expiry: '20261016' })).toEqual([
    '20261016|450',
    expect.objectContaining({ expiry: '20261016', strike: 450 }),
  ]);
  expect(read('spot-exposures-strike', row)).toEqual(['all|450', expect.objectContaining({ expiry: null })]);
  expect(read('spot-exposures-expiry-strike', row)).toBe('no expiry');
});

test('a row that names its expiry is of that one, whatever was asked for', () => {
  const told = { ...row, expiry: '2026-10-23' };
  expect(read('spot-exposures-expiry-strike', told, { expiry: '20261016' })).toMatchObject(['20261023|450', {}]);
  expect(read('spot-exposures-expiry-strike', { ...row, expiry: 'weekly' }, { expiry: '20261016' })).toBe(
    'an expiry that is no date',
  );
});

test('the channel by strike and expiry names its expiry; a frame without one is refused', () => {
  const frame = (told: Row) =>
    readFrame(JSON.stringify(['gex_strike_expiry:SPY', { ticker: 'SPY', ...told }]), {
      receivedTime,
      tradingDate: '20261005',
    });
  expect(frame({ ...row, expiry: '2026-10-16' })).toMatchObject([{ facts: [{ key: '20261016|450' }] }]);
  expect(frame(row)).toMatchObject([{ facts: [], refusals: [{ reason: 'no expiry' }] }]);
});
