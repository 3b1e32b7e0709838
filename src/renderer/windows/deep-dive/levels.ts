import type { OffExchangeLevel } from '../../../engine/domain/evidence.ts';
import type { Exposure } from '../../../engine/domain/exposure.ts';

export type LevelTone = 'flip' | 'call' | 'put' | 'pain' | 'move' | 'dark';
export type Level = {
  readonly id: string;
  readonly title: string;
  readonly tag: string;
  readonly tone: LevelTone;
  readonly price: number;
};

/** Levels of the chart that are known, highest first. The expected move is one standard deviation to the nearest expiry. */
export function levelsOf(exposure: Exposure | null): readonly Level[] {
  if (!exposure) return [];
  const { spot, zeroGamma, callWall, putWall, maxPain } = exposure;
  const [move] = exposure.expectedMoves;
  const level = (
    id: string,
    title: string,
    { tag, tone, price }: Omit<Level, 'id' | 'title' | 'price'> & { readonly price: number | null },
  ): readonly Level[] => (price === null || !(price > 0) ? [] : [{ id, title, tag, tone, price }]);
  return [
    ...level('call-wall', 'Call wall', { tag: 'CW', tone: 'call', price: callWall }),
    ...level('zero-gamma', 'Zero gamma', { tag: 'ZG', tone: 'flip', price: zeroGamma }),
    ...level('max-pain', 'Max pain', { tag: 'MP', tone: 'pain', price: maxPain }),
    ...level('put-wall', 'Put wall', { tag: 'PW', tone: 'put', price: putWall }),
    ...level('move-up', 'Expected move up', {
      tag: 'EM',
      tone: 'move',
      price: spot !== null && move ? spot + move.move : null,
    }),
    ...level('move-down', 'Expected move down', {
      tag: 'EM',
      tone: 'move',
      price: spot !== null && move ? spot - move.move : null,
    }),
  ].toSorted((one, other) => other.price - one.price);
}

/** More lines than this would hide the candles. */
const mostDark = 3;

/** The heaviest prices of today's off-exchange blocks. */
export function darkLevelsOf(levels: readonly OffExchangeLevel[]): readonly Level[] {
  return levels
    .toSorted((a, b) => b.premium - a.premium)
    .slice(0, mostDark)
    .map(({ price }, index) => ({ id: `dark-${index}`, title: 'Dark pool', tag: 'DP', tone: 'dark' as const, price }))
    .toSorted((one, other) => other.price - one.price);
}
