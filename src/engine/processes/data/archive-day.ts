import { previousTradingDay } from '../../domain/calendar.ts';
import type { Fact } from '../../domain/facts/fact.ts';
import { retentionClasses } from '../../domain/facts/retention.ts';
import { ok, type Outcome } from '../../domain/outcome.ts';
import { dateUtc, instantOf } from '../../domain/time.ts';
import type { ArchiveManifest, ArchiveSource, ArchiveTarget } from '../../ports/archive.ts';
import type { StoreCode } from '../../ports/store.ts';
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

/** A day comes back with the times of arrival it had, and stays as long as if it arrived now. */
export function targetOf(
  { market, facts }: MarketDatabase,
  { fromMs, toMs }: Pick<ReturnType<typeof spanOfDay>, 'fromMs' | 'toMs'>,
): ArchiveTarget {
  let isKept = false;
  // Before the first row and not sooner: of a damaged archive nothing is put in, and nothing has to stay.
  const keepDay = (): Outcome<void, StoreCode> => {
    if (isKept) return ok(undefined);
    const kept = facts.keep(retentionClasses.map((retention) => ({ retention, source: null, fromMs, toMs })));
    isKept = kept.ok;
    return kept;
  };
  return {
    facts: (some: readonly Fact[]) => {
      const kept = keepDay();
      if (!kept.ok) return kept;
      const report = facts.append(some);
      return report.ok ? ok(report.value.stored.length) : report;
    },
    bars: (bars) => {
      const kept = keepDay();
      if (!kept.ok) return kept;
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
