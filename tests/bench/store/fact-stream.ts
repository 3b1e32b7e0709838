import type { Fact } from '../../../src/engine/domain/facts/fact.ts';

const symbols = 500;
const startMs = Date.UTC(2026, 9, 12, 13, 30);

/** Option prints of 500 underlyings under keys without any order, the worst case for an index. Same number, same fact. */
export function factNumber(number: number): Fact {
  const subject = `S${(number * 7) % symbols}`;
  const strike = 100 + (number % 200);
  const mixed = Math.imul(number ^ 0x9e3779b9, 0x85ebca6b) >>> 0;
  return {
    kind: 'option-trade',
    source: 'unusual-whales',
    endpoint: 'option_trades',
    subject,
    key: `${mixed.toString(16).padStart(8, '0')}-${number.toString(16).padStart(12, '0')}-a7c4`,
    eventTime: startMs + number / 20,
    receivedTime: startMs + number / 20 + 80,
    body: {
      optionSymbol: `${subject}261016C00${strike}000`,
      ...{ expiry: '20261016', strike, right: 'C', price: 1.25 + (number % 100) / 100, size: 1 + (number % 50) },
      ...{ premium: 125 + number, side: 'ask', bid: 1.2, ask: 1.3, underlyingPrice: 449.12, impliedVol: 0.1812 },
      ...{ delta: 0.512, gamma: 0.0123, vega: 0.22, theta: -0.11, openInterest: 12_000, dayVolume: number },
      ...{ exchange: 'XCBO', isSweep: number % 9 === 0, isFloor: false, isMultiLeg: false, cancelled: false },
    },
  };
}

export function factsFrom(number: number, count: number): readonly Fact[] {
  return Array.from({ length: count }, (_, at) => factNumber(number + at));
}
