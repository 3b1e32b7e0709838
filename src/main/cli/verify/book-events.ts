import { measureAbsorption } from '../../../engine/quant/microstructure/absorption-detector.ts';
import type { AbsorptionSettings } from '../../../engine/quant/microstructure/absorption-watch.ts';
import type { BookSideName } from '../../../engine/quant/microstructure/depth-columns.ts';
import { flaggedSeconds } from '../../../engine/quant/microstructure/quote-stuffing.ts';
import { type BookSnapshot, detectWalls } from '../../../engine/quant/microstructure/wall-detector.ts';
import type { AggressorTrade, WallSettings } from '../../../engine/quant/microstructure/wall-settings.ts';
import { bookSide } from './book-rows.ts';
import { verifyClosingAuction } from './closing-auction.ts';
import { type Case, cases, count, type Fields, flag, number, numbers, record, text } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

function wallSettings(params: Fields): WallSettings {
  const of = (name: string): number => number(params[name], `params.${name}`);
  return {
    medianRatio: of('k'),
    minSize: of('min_size'),
    levels: count(params['levels'], 'params.levels', 10_000),
    minOthers: of('min_other'),
    confirmMs: of('confirm_ms'),
    flashMs: of('flash_ms'),
    flashDrop: of('flash_drop'),
    flashExecuted: of('flash_exec'),
    spoofCount: of('spoof_count'),
    spoofWindowMs: of('spoof_window_ms'),
  };
}

function absorptionSettings(params: Fields): AbsorptionSettings {
  const of = (name: string): number => number(params[name], `params.${name}`);
  return { windowMs: of('absorb_ms'), ratio: of('absorb_ratio'), left: of('absorb_left') };
}

function sideOf(value: unknown, path: string): BookSideName {
  const side = text(value, path);
  if (side === 'bids' || side === 'asks') return side;
  throw new MalformedVectors(`${path}: expected bids or asks, found ${side}`);
}

function tradeOf({ fields, path }: Case): AggressorTrade {
  const side = text(fields['side'], `${path}.side`);
  if (side !== 'buy' && side !== 'sell')
    throw new MalformedVectors(`${path}.side: expected buy or sell, found ${side}`);
  const of = (name: string): number => number(fields[name], `${path}.${name}`);
  return { timeMs: of('t'), price: of('price'), size: of('size'), side };
}

function recordingOf({ fields, path }: Case): { snapshots: BookSnapshot[]; trades: AggressorTrade[] } {
  const snapshots = cases(fields, 'snapshots', path).map((entry) => ({
    timeMs: number(entry.fields['t'], `${entry.path}.t`),
    bids: bookSide(entry.fields['bids'], `${entry.path}.bids`),
    asks: bookSide(entry.fields['asks'], `${entry.path}.asks`),
  }));
  return { snapshots, trades: cases(fields, 'trades', path).map(tradeOf) };
}

type SeenEvent = { readonly timeMs: number; readonly kind: string; readonly side: string; readonly price: number };

/** Which of two levels of one side comes first within a snapshot is nobody's business; what happened to one level is. */
function words(events: readonly SeenEvent[]): string {
  const sorted = events.toSorted((a, b) => a.timeMs - b.timeMs || b.side.localeCompare(a.side) || a.price - b.price);
  return sorted.map(({ timeMs, kind, side, price }) => `${timeMs} ${kind} ${side} ${price}`).join(', ');
}

function verifyWalls(entry: Case, settings: WallSettings, compare: Comparisons): void {
  const events = detectWalls(recordingOf(entry), settings);
  const expected = cases(entry.fields, 'expected', entry.path).map(({ fields, path }) => ({
    timeMs: number(fields['t'], `${path}.t`),
    kind: text(fields['type'], `${path}.type`).replaceAll('_', '-'),
    side: sideOf(fields['side'], `${path}.side`),
    price: number(fields['price'], `${path}.price`),
  }));
  const where = `${entry.path} ${text(entry.fields['name'], `${entry.path}.name`)}`;
  compare.word({ quantity: 'wall events', actual: words(events), expected: words(expected), where });
}

function verifyAbsorption(entry: Case, settings: AbsorptionSettings, compare: Comparisons): void {
  const { fields, path } = entry;
  const start = { startMs: number(fields['t0'], `${path}.t0`), side: sideOf(fields['side'], `${path}.side`) };
  const result = measureAbsorption(recordingOf(entry), start, settings);
  const expectation = record(fields['expected'], `${path}.expected`);
  for (const name of ['price', 'displayed', 'volume', 'ratio'] as const) {
    const expected = number(expectation[name], `${path}.expected.${name}`);
    compare.number({ quantity: `absorption ${name}`, actual: result?.[name], expected, tolerance: 0, where: path });
  }
  const expected = String(flag(expectation['absorbed'], `${path}.expected.absorbed`));
  compare.word({ quantity: 'absorbed', actual: String(result?.absorbed ?? null), expected, where: path });
}

function verifyStuffing(fields: Fields, compare: Comparisons): void {
  const path = 'quote_stuffing';
  const flagged = flaggedSeconds(
    numbers(fields['messages_per_s'], `${path}.messages_per_s`),
    numbers(fields['trades_per_s'], `${path}.trades_per_s`),
  );
  const expected = numbers(fields['flagged_seconds'], `${path}.flagged_seconds`).join(' ');
  compare.word({ quantity: 'stuffed seconds', actual: flagged.join(' '), expected, where: path });
}

export const verifyBookEvents: Verifier = (file, compare) => {
  const params = record(file['params'], 'params');
  for (const entry of cases(file, 'scenarios')) verifyWalls(entry, wallSettings(params), compare);
  for (const entry of cases(file, 'absorption')) verifyAbsorption(entry, absorptionSettings(params), compare);
  verifyStuffing(record(file['quote_stuffing'], 'quote_stuffing'), compare);
  for (const entry of cases(file, 'closing_auction')) verifyClosingAuction(entry, compare);
};
