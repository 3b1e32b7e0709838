import { dateOfUtc } from '../../../domain/time.ts';
import type { DbnMetadata } from './dbn-metadata.ts';

export type SymbolBook = {
  /** The symbol of an instrument id at a time; `''` when nothing names it. Ids change their meaning from day to day. */
  of(instrumentId: number, timeMs: number): string;
  /** From a definition or a mapping in the stream: valid from then on. */
  learn(instrumentId: number, symbol: string): void;
};

type Named = { readonly from: string; readonly to: string; readonly symbol: string };

/** Names of ids, whichever side of a file's mappings the ids are on; none where neither side has any. */
export function symbolBook(head: Pick<DbnMetadata, 'mappings' | 'stypeIn' | 'stypeOut'>): SymbolBook {
  const byId = namesById(head);
  const learnt = new Map<number, string>();
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

const instrumentIdType = 0;

function namesById({
  mappings,
  stypeIn,
  stypeOut,
}: Pick<DbnMetadata, 'mappings' | 'stypeIn' | 'stypeOut'>): ReadonlyMap<number, readonly Named[]> {
  const byId = new Map<number, Named[]>();
  if (stypeIn !== instrumentIdType && stypeOut !== instrumentIdType) return byId;
  for (const { rawSymbol, intervals } of mappings)
    for (const { startDate, endDate, symbol: told } of intervals) {
      const [idText, symbol] = stypeOut === instrumentIdType ? [told, rawSymbol] : [rawSymbol, told];
      const id = Number(idText);
      if (idText === '' || symbol === '' || !Number.isInteger(id)) continue;
      const names = byId.get(id) ?? [];
      names.push({ from: String(startDate), to: String(endDate), symbol });
      byId.set(id, names);
    }
  return byId;
}
