import { instantText } from './instant-text.ts';
import type { JournalTrade } from '../domain/journal-trade.ts';

type Cell = string | number | boolean | null;
type Column = readonly [title: string, read: (trade: JournalTrade) => Cell];

const columns: readonly Column[] = [
  ['id', (trade) => trade.id],
  ['mode', (trade) => trade.mode],
  ['account', (trade) => trade.account],
  ['ticker', (trade) => trade.ticker],
  ['instrument', (trade) => trade.instrument],
  ['direction', (trade) => trade.direction],
  ['quantity', (trade) => trade.quantity],
  ['open quantity', (trade) => trade.openQuantity],
  ['multiplier', (trade) => trade.multiplier],
  ['opened (ET)', (trade) => instantText(trade.openTime)],
  ['closed (ET)', (trade) => (trade.closeTime === null ? null : instantText(trade.closeTime))],
  ['opened (ms)', (trade) => trade.openTime],
  ['closed (ms)', (trade) => trade.closeTime],
  ['entry price', (trade) => trade.entryPrice],
  ['exit price', (trade) => trade.exitPrice],
  ['commission', (trade) => trade.commission],
  ['commission complete', (trade) => trade.commissionComplete],
  ['realized pnl', (trade) => trade.realizedPnl],
  ['planned stop', (trade) => trade.plannedStop],
  ['r multiple', (trade) => trade.rMultiple],
  ['entry slippage', (trade) => trade.entrySlippage],
  ['entry direction', (trade) => trade.entryScore?.direction ?? null],
  ['entry conviction', (trade) => trade.entryScore?.conviction ?? null],
  ['entry layers agreeing', (trade) => trade.entryScore?.agreeing ?? null],
  ['entry layers with data', (trade) => trade.entryScore?.withData ?? null],
  ['entry regime', (trade) => trade.entryScore?.regime ?? null],
  ['fills', (trade) => trade.fills.length],
  ['tags', (trade) => trade.tags.join(' ')],
  ['notes', (trade) => trade.notes],
];

/** RFC 4180 with a header line, CRLF line ends, every field quoted that needs it. */
export function tradesAsCsv(trades: readonly JournalTrade[]): string {
  const lines = [
    columns.map(([title]) => csvField(title)),
    ...trades.map((trade) => columns.map(([, read]) => csvField(read(trade)))),
  ];
  return lines.map((fields) => `${fields.join(',')}\r\n`).join('');
}

export function tradesAsJson(trades: readonly JournalTrade[]): string {
  return `${JSON.stringify({ format: 'quorum-journal', version: 1, trades }, null, 2)}\n`;
}

/**
 * A spreadsheet takes text that begins with one of these for a formula, also after blanks. An apostrophe in front makes
 * it plain text. Numbers are ours and stay numbers.
 */
const formulaStart = /^[\s]*[=+\-@\t\r|%]/;

export function csvField(value: Cell): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const safe = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}
