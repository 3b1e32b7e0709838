import { dateOfUtc } from '../../../domain/time.ts';
import type { DbnMetadata } from './dbn-metadata.ts';

export type SymbolBook = {
  /** The symbol of an instrument id at a time; `''` when nothing names it. Ids change their meaning from day to day. */
  of(instrumentId: number, timeMs: number): string;
  /** From a definition or a mapping in the stream: valid from then on. */
  learn(instrumentId: number, symbol: string): void;
};

type Named = { readonly from: string; readonly to: string; readonly symbol: string };

export function symbolBook({ mappings, stypeOut }: Pick<DbnMetadata, 'mappings' | 'stypeOut'>): SymbolBook {
  const byId = new Map<number, Named[]>();
  const learnt = new Map<number, string>();
  const instrumentIdType = 0;
  if (stypeOut === instrumentIdType)
    for (const { rawSymbol, intervals } of mappings)
      for (const { startDate, endDate, symbol } of intervals) {
        const id = Number(symbol);
        if (!Number.isInteger(id)) continue;
        const names = byId.get(id) ?? [];
        names.push({ from: String(startDate), to: String(endDate), symbol: rawSymbol });
        byId.set(id, names);
      }
  return {
    of: (instrumentId, timeMs) => {
      const known = learnt.get(instrumentId);
      if (known !== undefined) return known;
      const names = byId.get(instrumentId);
      if (names === undefined) return '';
      if (names.length === 1) return names[0]?.symbol ?? '';
      const date = dateOfUtc(timeMs);
      return names.find(({ from, to }) => date >= from && date < to)?.symbol ?? '';
    },
    learn: (instrumentId, symbol) => void learnt.set(instrumentId, symbol),
  };
}
