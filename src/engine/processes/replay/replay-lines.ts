import { markOf } from '../../domain/quote.ts';
import { newYork } from '../../domain/time.ts';
import type { Pipeline } from './pipeline.ts';

type Row = ReturnType<Pipeline['rows']>[number];

const widths = [8, 7, 10, 12, 8, 10, 5, 17] as const;
const titles = ['time ET', 'ticker', 'last', 'volume', 'direct.', 'conviction', 'agree', 'strongest layer'] as const;

function format(options: Intl.DateTimeFormatOptions): (timeMs: number) => string {
  const formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: newYork, ...options });
  return (timeMs) => formatter.format(timeMs);
}
export const dateText = format({ year: 'numeric', month: '2-digit', day: '2-digit' });
export const clockText = format({ hour: '2-digit', minute: '2-digit', second: '2-digit' });

function line(cells: readonly string[]): string {
  const left = new Set([0, 1, 4, 7]);
  return cells
    .map((cell, index) => (left.has(index) ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0)))
    .join('  ')
    .trimEnd();
}

export function tableHead(): string {
  return line(titles);
}

function strongest({ row }: Row): string {
  const live = row.score.layers.filter(({ status }) => status === 'live' || status === 'stale');
  return live.sort((left, right) => Math.abs(right.contribution) - Math.abs(left.contribution))[0]?.layer ?? 'no data';
}

function amount(value: number | null | undefined, digits: number): string {
  if (value === null || value === undefined) return '–';
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function tableLine(timeMs: number, found: Row): string {
  const { row, book } = found;
  const { score } = row;
  return line([
    clockText(timeMs),
    row.ticker,
    amount(book.quote ? markOf(book.quote) : null, 2),
    amount(book.quote?.volume, 0),
    score.direction,
    amount(score.conviction * 100, 0),
    `${score.agreeing}/${score.withData}`,
    strongest(found),
  ]);
}

/** One line a ticker and step; `recorded` says on every line that this is no live market. */
export function jsonLine(timeMs: number, recorded: string, { row, book }: Row): string {
  const { score } = row;
  return JSON.stringify({
    kind: 'score',
    recorded,
    time: timeMs,
    ticker: row.ticker,
    last: book.quote?.last ?? null,
    bid: book.quote?.bid ?? null,
    ask: book.quote?.ask ?? null,
    volume: book.quote?.volume ?? null,
    bars5m: book.fiveMinuteBars.length,
    direction: score.direction,
    conviction: score.conviction,
    agreeing: score.agreeing,
    withData: score.withData,
    /** What each layer adds; null = it had no data. */
    layers: Object.fromEntries(
      score.layers.map(({ layer, status, contribution }) => [layer, status === 'no-data' ? null : contribution]),
    ),
  });
}

/** Why layers say nothing: the recording lacks what they read. */
export function silentLayers(rows: readonly Row[]): readonly string[] {
  const reasons = new Map<string, string>();
  for (const { row } of rows)
    for (const { layer, status, reason } of row.score.layers)
      if (status === 'no-data' && reason) reasons.set(layer, reason);
  return [...reasons].map(([layer, reason]) => `${layer}: ${reason}`);
}
