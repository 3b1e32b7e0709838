import { expect, test } from 'vitest';
import { brokerItemSchemas } from './broker-item-schemas.ts';

const price = { bid: 1, ask: 1.1, last: 1, volume: 3, openInterest: 400, impliedVol: 0.2, delta: 0.5 };
const tick = { ...price, underlyingPrice: 450, receivedTime: 1_000 };
const instrument = 'SPY.OPT.20261016.C.450';

test('an option of a recording that says nothing of a delay was live, one that does was as late as it says', () => {
  const read = (more: object) =>
    brokerItemSchemas.option.safeParse({ instrument, tick: { ...tick, ...more } }).data?.tick;
  expect(read({})).toEqual({ ...tick, delayMs: 0 });
  expect(read({ delayMs: 900_000 })).toEqual({ ...tick, delayMs: 900_000 });
  expect(read({ delayMs: -1 })).toBeUndefined();
});
