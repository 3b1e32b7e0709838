import fc from 'fast-check';
import { expect } from 'vitest';
import { readFrame } from '../../src/engine/adapters/alpaca/alpaca-stream.ts';
import { readEvents } from '../../src/engine/adapters/tradier/tradier-stream.ts';
import type { Payload, StreamMessage, Translation } from '../../src/engine/ports/vendor.ts';
import { damaged, spoiled, statedNumbers, type FuzzCase } from './payload-fuzz.ts';
import { contextAt, expectSoundFacts } from './translated.ts';

/** The same cases on every machine: a red run is a change's doing, and is found again. */
const caseSeed = 20_261_129;

/** Whatever arrives: no throw, no number that is none, no price below nothing, a reason for what was left out. */
export function assertDamageIsHarmless(cases: readonly FuzzCase[], numRuns: number): void {
  fc.assert(
    fc.property(damaged(cases), ([one, payload]) => {
      const { facts, refusals } = one.translate(payload, one.context);
      expectSoundFacts(facts);
      for (const fact of facts) if (fact.kind === 'chain-snapshot') assertNoNegativePrices(fact.body);
      for (const refusal of refusals)
        if (refusal.reason === '') throw new Error(`${one.name} refuses without a reason`);
    }),
    { numRuns, seed: caseSeed },
  );
}

function assertNoNegativePrices(chain: {
  readonly bids: readonly (number | null)[];
  readonly asks: readonly (number | null)[];
}): void {
  for (const price of [...chain.bids, ...chain.asks])
    if (price !== null && price < 0) throw new Error(`a price of ${price}`);
}

/** A value that nobody can read may cost its number, its row or the whole; it may not change what is said of anything. */
export function assertNothingIsGuessed(cases: readonly FuzzCase[], numRuns: number): void {
  const truths = new Map(cases.map((one) => [one, statedNumbers(one.translate(one.payload, one.context).facts)]));
  fc.assert(
    fc.property(spoiled(cases), ([one, payload]) => {
      const truth = truths.get(one);
      for (const [where, number] of statedNumbers(one.translate(payload, one.context).facts)) {
        const told = truth?.get(where);
        if (number !== null && told !== undefined && number !== told) {
          throw new Error(`${one.name}: ${where} is ${number}, was ${told}`);
        }
      }
    }),
    { numRuns, seed: caseSeed },
  );
}

const tradierEvents = [
  {
    type: 'quote',
    symbol: 'SPY',
    bid: 660.1,
    bidsz: 3,
    bidexch: 'Q',
    biddate: '1791475200000',
    ask: 660.2,
    asksz: 4,
    askexch: 'Q',
    askdate: '1791475200000',
  },
  {
    type: 'timesale',
    symbol: 'SPY',
    exch: 'Q',
    bid: '660.1',
    ask: '660.2',
    last: '660.15',
    size: '100',
    date: '1791475200123',
    seq: 77,
    flag: '@',
    cancel: false,
    correction: false,
    session: 'normal',
  },
  { type: 'summary', symbol: 'SPY', open: '659', high: '661.5', low: '658', prevClose: '659.4' },
  {
    type: 'trade',
    symbol: 'SPY',
    exch: 'Q',
    price: '660.15',
    size: '100',
    cvol: '123456',
    date: '1791475200123',
    last: '660.15',
  },
];
const alpacaEvents = [
  [{ T: 't', i: 5, S: 'SPY', x: 'V', p: 660.15, s: 10, t: '2026-10-08T16:00:00.1Z', c: ['@'], z: 'B' }],
  [
    {
      T: 'q',
      S: 'SPY',
      bx: 'V',
      bp: 660.1,
      bs: 1,
      ax: 'V',
      ap: 660.2,
      as: 2,
      t: '2026-10-08T16:00:00.2Z',
      c: ['R'],
      z: 'B',
    },
  ],
  [{ T: 'b', S: 'SPY', o: 660, h: 661, l: 659, c: 660.5, v: 1000, t: '2026-10-08T15:59:00Z' }],
  [{ T: 's', S: 'AAPL', sc: 'H', sm: 'Halted', rc: 'T1', rm: 'News', t: '2026-10-08T16:00:01Z', z: 'C' }],
  [{ T: 'subscription', trades: ['SPY'], quotes: ['SPY'], bars: [] }],
  [{ T: 'error', code: 405, msg: 'symbol limit exceeded' }],
];

function streamCase(
  name: string,
  value: unknown,
  read: (frame: string, receivedTime: number) => readonly StreamMessage[],
): FuzzCase {
  return {
    name,
    payload: { kind: 'json', value },
    context: contextAt(1_791_475_201_000),
    translate: (payload: Payload, context): Translation => {
      const frame = payload.kind === 'json' ? (JSON.stringify(payload.value) ?? '') : '';
      const told = read(frame, context.receivedTime).flatMap((message) => (message.kind === 'facts' ? [message] : []));
      return {
        facts: told.flatMap(({ facts }) => facts),
        refusals: told.flatMap(({ refusals }) => refusals),
        followUps: [],
      };
    },
  };
}

/** Frames of both streams as cases, written as they travel. */
export const streamCases: readonly FuzzCase[] = [
  ...tradierEvents.map((event) => streamCase(`tradier ${event.type}`, event, readEvents)),
  ...alpacaEvents.map((frame) => streamCase(`alpaca ${frame[0]?.T}`, frame, readFrame)),
];

/** Text that is no frame at all. */
export function assertNoiseIsHarmless(numRuns: number): void {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 80 })), (frame) => {
      for (const read of [readEvents, readFrame]) {
        const told = read(frame, 1_791_475_201_000);
        expect(Array.isArray(told)).toBe(true);
      }
    }),
    { numRuns, seed: caseSeed },
  );
}
