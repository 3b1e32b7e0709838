import type { Quote } from '../../domain/quote.ts';
import type { Trade } from '../../domain/trade.ts';
import type { RecordedSession, ReceivedItem } from '../../ports/recording.ts';
import type { TapeRow, TapeSource } from '../../ports/tape-source.ts';

const stock = /^([A-Z0-9.]+)\.STK$/;

/** The broker's quotes and prints of a recorded day as a tape, for `watch --replay`. Null when it holds none. */
export async function recordedTape(session: RecordedSession): Promise<TapeSource | null> {
  const symbols = new Set<string>();
  for await (const item of session.items()) {
    const row = rowOf(item);
    if (typeof row === 'object' && row !== null) symbols.add(row.symbol);
  }
  const refused = new Map<string, number>();
  if (symbols.size === 0) return null;
  return {
    title: session.title,
    symbols: [...symbols].sort(),
    skipped: () => [...refused.values()].reduce((sum, count) => sum + count, 0),
    refusals: () => Object.fromEntries(refused),
    rows: async function* rows() {
      refused.clear();
      let before = -Infinity;
      for await (const item of session.items()) {
        const row = rowOf(item);
        if (row === null) continue;
        const fault = typeof row === 'string' ? row : row.time < before ? 'earlier than the row before it' : null;
        if (fault !== null || typeof row === 'string') {
          refused.set(fault ?? '', (refused.get(fault ?? '') ?? 0) + 1);
          continue;
        }
        before = row.time;
        yield row;
      }
    },
  };
}

/** Null for what is no tick of a stock; words for one that cannot be read. */
function rowOf(item: ReceivedItem): TapeRow | string | null {
  const what = item.channel.slice(item.channel.lastIndexOf('/') + 1);
  if (what !== 'quote' && what !== 'trade') return null;
  if (item.context !== '{}') return null;
  try {
    const value = JSON.parse(Buffer.from(item.bytes).toString('utf8')) as Quote | Trade;
    const symbol = stock.exec(value.instrument)?.[1];
    if (symbol === undefined) return null;
    const time = item.receivedTime;
    if (what === 'trade') return { kind: 'trade', symbol, time, ...tradeOf(value as Trade) };
    const { bid, ask, bidSize, askSize } = value as Quote;
    return { kind: 'quote', symbol, time, bid, ask, bidSize: bidSize ?? 0, askSize: askSize ?? 0 };
  } catch {
    return 'not readable';
  }
}

function tradeOf({ price, size, venue, conditions, unreported }: Trade) {
  return { price, size, venue, conditions, unreported };
}
