import type { ImportSink } from '../../adapters/imports/import-format.ts';
import type { TapeSource, TapeTick } from '../../ports/tape-source.ts';

const noDay = { last: null, lastSize: null, volume: null, open: null, high: null, low: null, previousClose: null };

/** Ticks of a tape as facts: a print or the national best after a change. */
export async function keepTape(tape: TapeSource<TapeTick>, sink: ImportSink): Promise<void> {
  let number = 0;
  for await (const row of tape.rows()) {
    number += 1;
    // A tape has no numbers of its own: its order tells equal ticks of one millisecond apart.
    sink.fact({ ...factOf(row), subject: row.symbol, key: `${row.time}:${number}`, eventTime: row.time }, row.time);
  }
  for (const [reason, count] of Object.entries(tape.refusals()))
    for (let left = count; left > 0; left -= 1) sink.refuse(reason);
}

function factOf(row: TapeTick) {
  if (row.kind === 'trade') {
    const { price, size, venue, conditions } = row;
    const body = { price, size, venue, conditions: Array.from(conditions), cancelled: false };
    return { kind: 'trade', body } as const;
  }
  const { bid, ask, bidSize, askSize } = row;
  return { kind: 'quote', body: { bid, ask, bidSize, askSize, ...noDay, delayMs: 0 } } as const;
}
