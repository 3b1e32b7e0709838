import { create } from 'zustand';
import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import { isBlock, makesLevel, printSide, type PrintSide } from '../../../../../engine/domain/facts/print-side.ts';

export type PrintFilter = {
  /** `block` = as the levels count them; a number = least premium in dollars. */
  readonly size: 'block' | 'all' | '1M' | '5M';
  readonly side: 'all' | PrintSide;
};

export const usePrintFilter = create<PrintFilter>(() => ({ size: 'block', side: 'all' }));

/** Prices this close to a level belong to it, log price; the levels are gathered so. */
const levelReach = 0.0005;

const passes: Readonly<Record<PrintFilter['size'], (body: StoredFact<'stock-print'>['body']) => boolean>> = {
  all: () => true,
  block: isBlock,
  '1M': ({ premium }) => premium >= 1_000_000,
  '5M': ({ premium }) => premium >= 5_000_000,
};

/** Off-exchange prints of a size and side, near one price when a level is chosen. */
export function keepPrint({ size, side }: PrintFilter, near: number | null) {
  return ({ body }: StoredFact<'stock-print'>): boolean =>
    body.offExchange &&
    body.price > 0 &&
    passes[size](body) &&
    (side === 'all' || printSide(body) === side) &&
    (near === null || (makesLevel(body) && Math.abs(Math.log(body.price / near)) <= levelReach));
}
