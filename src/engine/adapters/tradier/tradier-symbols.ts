import { parseOccSymbol } from '../../domain/occ-symbol.ts';

/** `BRK.B` -> `BRK/B` */
export function spellTradier(symbol: string): string {
  return symbol.replace('.', '/');
}

export function readTradierSymbol(value: unknown): string {
  return typeof value === 'string' ? value.trim().replace('/', '.') : '';
}

/** Sizes of stocks are told in round lots, those of options in contracts. */
export function lotSize(subject: string): number {
  return parseOccSymbol(subject) ? 1 : 100;
}
