import { expect, it } from 'vitest';
import { chainFault } from '../domain/exposure.ts';
import { instrumentId, type Instrument } from '../domain/instrument.ts';
import { instantOf } from '../domain/time.ts';
import type { OptionTick } from '../ports/option-data.ts';
import { ChainState } from './chain-state.ts';

const monday = '20261005';
const tuesday = '20261006';
const at = (date: string, hour: number): number => instantOf(date, hour * 3_600);

function option(strike: number, right: 'C' | 'P'): Instrument {
  const parts = { tradingClass: 'SPY', expiry: '20261016', strike, right, multiplier: 100 };
  return {
    ...{ ...parts, id: instrumentId({ symbol: 'SPY', secType: 'OPT', ...parts }), symbol: 'SPY', secType: 'OPT' },
    ...{ exchange: 'SMART', primaryExchange: '', currency: 'USD', minTick: 0.01, conId: null, name: '' },
  };
}

/** Forty options around 500, and a visit of the one most in need of it. */
function open(date = monday) {
  const state = new ChainState('SPY');
  const instruments = Array.from({ length: 20 }, (_each, index) => 490 + index).flatMap((strike) => [
    option(strike, 'C'),
    option(strike, 'P'),
  ]);
  const plan = { instruments, core: new Set(instruments.map(({ id }) => id)), remembered: new Map() };
  state.beginDay(date);
  state.plan(plan);
  const visit = (receivedTime: number, change: Partial<OptionTick> = {}) => {
    const slot = state.next();
    if (slot === null) throw new Error('nothing to visit');
    const price = { bid: 5, ask: 5.1, last: 5, impliedVol: 0.2, delta: 0.5, underlyingPrice: 500 };
    const told = state.take(slot, { ...price, volume: 7, openInterest: 1_000, delayMs: 0, receivedTime, ...change });
    slot.visitedMs = receivedTime;
    return { told, slot, row: slot.row };
  };
  const round = (receivedTime: number, change: Partial<OptionTick> = {}): void => {
    for (let count = 0; count < instruments.length; count += 1) visit(receivedTime, change);
  };
  return { state, plan, visit, round };
}

it('rows of yesterday answer nothing today: one new row is one row, and no levels', () => {
  const { state, plan, visit, round } = open();
  round(at(monday, 15.9));
  expect(state.chain().core).toEqual({ wanted: 40, answered: 40 });
  state.beginDay(tuesday);
  state.plan(plan);
  const { row } = visit(at(tuesday, 9.6), { openInterest: null, volume: null });
  expect(row).toMatchObject({ openInterest: null, volume: null });
  const chain = state.chain();
  expect(chain).toMatchObject({ seen: 1, core: { wanted: 40, answered: 1 } });
  expect(chainFault({ core: chain.core, rowsUsed: 40 })).toBe('option chain still filling: 1 of 40 rows');
});

it('saves no row of a day under the next one, and asks after each again', () => {
  const { state, visit } = open();
  visit(at(monday, 19.9));
  state.beginDay(tuesday);
  expect(state.unsaved()).toEqual([]);
  expect(state.next()).toMatchObject({ instrument: option(490, 'C'), visitedMs: -Infinity });
});

it('takes no tick of the day before, told to a visit that went on past the change', () => {
  const { state, visit } = open(tuesday);
  expect(visit(at(monday, 20) - 1)).toMatchObject({ told: 'nothing', row: null });
  // So late that what it tells is of the day before.
  expect(visit(at(monday, 20), { delayMs: 900_000 })).toMatchObject({ told: 'nothing', row: null });
  expect(visit(at(monday, 20)).told).toBe('changed');
  expect(state.chain().seen).toBe(1);
});

it('keeps within a session what a visit does not tell, and nothing of it from before the open', () => {
  const { state, visit, round } = open(tuesday);
  const untold = { last: null, volume: null, openInterest: null, impliedVol: null };
  expect(visit(at(tuesday, 8))).toMatchObject({ row: { volume: null, openInterest: 1_000, last: 5 } });
  round(at(tuesday, 8));
  const [first] = state.chain().rows;
  expect(first).toMatchObject({ openInterest: 1_000 });
  round(at(tuesday, 9), untold);
  expect(visit(at(tuesday, 9.2), untold).row).toMatchObject({ last: 5, openInterest: 1_000, impliedVol: 0.2 });
  round(at(tuesday, 9.5), untold);
  for (const row of state.chain().rows) expect(row).toMatchObject(untold);
  round(at(tuesday, 10));
  round(at(tuesday, 11), untold);
  for (const row of state.chain().rows) expect(row).toMatchObject({ volume: 7, openInterest: 1_000, last: 5 });
});

it('knows open interest once it has been told in the session', () => {
  const { state, visit } = open(tuesday);
  expect(state.knowsOpenInterest(visit(at(tuesday, 9)).slot)).toBe(false);
  expect(state.knowsOpenInterest(visit(at(tuesday, 10), { openInterest: null }).slot)).toBe(false);
  expect(state.knowsOpenInterest(visit(at(tuesday, 10)).slot)).toBe(true);
  // Volume of a quarter of an hour ago is of before the open.
  expect(visit(at(tuesday, 9.6), { delayMs: 900_000 }).row).toMatchObject({ volume: null });
});

it('is as old as the row in the middle: one new row makes no chain new, and one old row none old', () => {
  const { state, visit, round } = open();
  round(at(monday, 10));
  for (let count = 0; count < 20; count += 1) visit(at(monday, 11));
  expect(state.chain()).toMatchObject({ middleRowTime: at(monday, 10), newestRowTime: at(monday, 11) });
  visit(at(monday, 11));
  expect(state.chain()).toMatchObject({ middleRowTime: at(monday, 11), oldestRowTime: at(monday, 10) });
});

it('asks the middle of what is always wanted; the rest makes it neither older nor newer', () => {
  const { state, plan, round, visit } = open();
  round(at(monday, 10));
  const wide = Array.from({ length: 100 }, (_each, index) => option(600 + index, 'C'));
  state.plan({ ...plan, instruments: [...plan.instruments, ...wide] });
  for (let count = 0; count < wide.length; count += 1) visit(at(monday, 11));
  expect(state.chain()).toMatchObject({ seen: 140, middleRowTime: at(monday, 10) });
});

it('dates delayed rows back and says by how much; one such row is enough to say it', () => {
  const { state, visit, round } = open();
  round(at(monday, 10));
  expect(state.chain().delayMs).toBe(0);
  const { row } = visit(at(monday, 11), { delayMs: 900_000 });
  expect(row).toMatchObject({ eventTime: at(monday, 10.75), receivedTime: at(monday, 11) });
  expect(state.chain()).toMatchObject({ delayMs: 900_000, newestRowTime: at(monday, 10.75) });
});
