import { previousTradingDay } from '../../domain/calendar.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { ok } from '../../domain/outcome.ts';
import { dateUtc, instantOf } from '../../domain/time.ts';
import type { ArchiveManifest, ArchiveSource, ArchiveTarget } from '../../ports/archive.ts';
import type { MarketDatabase } from '../../adapters/sqlite/market-database.ts';
import type { MarketReader } from '../../adapters/sqlite/market-reader.ts';

const dayEndSecond = 20 * 3_600;
const dayMs = 86_400_000;

/** A trading day begins when the one before it ends, at eight in the evening of New York: nothing lies between days. */
export function spanOfDay(date: string): Pick<ArchiveManifest, 'date' | 'fromMs' | 'toMs'> {
  return {
    date,
    fromMs: instantOf(previousTradingDay(date), dayEndSecond),
    toMs: instantOf(date, dayEndSecond),
  };
}

export function sourceOfDay(reader: MarketReader, { date, fromMs, toMs }: ReturnType<typeof spanOfDay>): ArchiveSource {
  const midnight = dateUtc(date);
  return {
    facts: () => reader.facts.arrived(fromMs, toMs),
    bars: function* all() {
      // A daily bar starts at 00:00 UTC of its date, which is before the evening it belongs to begins.
      for (const bar of reader.bars(Math.min(fromMs, midnight), toMs)) {
        const daily = bar.interval === '1d';
        if (daily ? bar.start >= midnight && bar.start < midnight + dayMs : bar.start >= fromMs) yield bar;
      }
    },
    quotes: () => reader.quotes(fromMs, toMs),
  };
}

export function targetOf({ market, facts }: MarketDatabase): ArchiveTarget {
  return {
    facts: (some: readonly Fact[]) => {
      const report = facts.append(some);
      return report.ok ? ok(report.value.stored.length) : report;
    },
    bars: (bars) => {
      const saved = market.saveBars(bars);
      return saved.ok ? ok(bars.length) : saved;
    },
    quotes: (quotes) => {
      // The last quotes are the newest known: an archive must not put older ones in their place.
      const held = new Map(market.quotes().map((quote) => [quote.instrument, quote.receivedTime]));
      const newer = quotes.filter((quote) => quote.receivedTime > (held.get(quote.instrument) ?? -Infinity));
      const saved = market.saveQuotes(newer);
      return saved.ok ? ok(newer.length) : saved;
    },
  };
}
