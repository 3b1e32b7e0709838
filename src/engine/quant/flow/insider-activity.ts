import type { InsiderSummary } from '../../domain/evidence.ts';
import type { InsiderTransaction } from '../../domain/facts/holders.ts';
import { transactionsTold, type ToldTransaction } from '../../domain/facts/insider-amendments.ts';
import { insiderNameKey, type InsiderTelling } from '../../domain/facts/insider-identity.ts';

export const insiderWindowDays = 120;
/** An amendment within the window may repeat what was told long before it. */
export const insiderDaysKept = 2 * insiderWindowDays;
const halfLifeDays = 40;
const dayMs = 86_400_000;
/** Insiders sell for many reasons and buy for one (Lakonishok and Lee 2001): a dollar sold says less. */
const saleWeight = 0.25;

/** A transaction as it stands, and when it was first told: an amendment makes nothing new again. */
type Row = { readonly eventTime: number; readonly body: InsiderTransaction };

function rowOf({ told: [fullest], replaced }: ToldTransaction<InsiderTelling>): Row {
  const times = [fullest, ...replaced].map(({ eventTime }) => eventTime);
  return { eventTime: Math.min(...times), body: fullest.body };
}

/** Officers know most, owners of a tenth least. */
function rankWeight(body: InsiderTransaction): number {
  if (body.isOfficer) return 1;
  return body.isDirector ? 0.8 : 0.4;
}

function sideOf(rows: readonly Row[]) {
  return {
    transactions: rows.length,
    owners: new Set(rows.map(({ body }) => insiderNameKey(body.ownerName))).size,
    value: rows.reduce((sum, { body }) => sum + (body.value ?? 0), 0),
  };
}

function sentence({ body }: Row): string {
  const verb = body.action === 'purchase' ? 'bought' : 'sold';
  const what = body.shares === null ? 'shares' : `${body.shares.toLocaleString('en-US')} shares`;
  const at = body.price === null ? '' : ` at ${body.price.toFixed(2)}`;
  return `${body.ownerName}${body.officerTitle === '' ? '' : ` (${body.officerTitle})`} ${verb} ${what}${at}`;
}

/**
 * Open-market purchases and sales of a company's insiders, planned ones apart; a corrected row replaces the one before,
 * as a row of an amendment does, and what two sources tell counts once. Whatever order they come in the sums are the same.
 * Dollars; recent transactions count more. HOUSE definition; docs/formulas.
 */
export function createInsiderActivity() {
  const rows = new Map<string, InsiderTelling>();

  return {
    transaction(source: string, key: string, eventTime: number, body: InsiderTransaction): void {
      const counts = !body.isDerivative && (body.action === 'purchase' || body.action === 'sale');
      if (counts) rows.set(`${source}|${key}`, { source, key, eventTime, body });
      else rows.delete(`${source}|${key}`);
    },
    /** Null when nobody traded within the window. */
    summary(nowMs: number): InsiderSummary | null {
      for (const [key, row] of rows) if (nowMs - row.eventTime > insiderDaysKept * dayMs) rows.delete(key);
      // Newest first, what is as old in order of its name: sums must not differ by the order they were made in.
      const ordered = [...rows].toSorted(([a, one], [b, other]) => other.eventTime - one.eventTime || (a < b ? -1 : 1));
      const all = transactionsTold(ordered.map(([, row]) => row))
        .map(rowOf)
        .filter(({ eventTime }) => nowMs - eventTime <= insiderWindowDays * dayMs);
      const free = all.filter(({ body }) => body.isPlanned !== true);
      const purchases = free.filter(({ body }) => body.action === 'purchase');
      const sales = free.filter(({ body }) => body.action === 'sale');
      const [newest] = free.toSorted((a, b) => b.eventTime - a.eventTime);
      if (!newest) return null;
      const weighted = (part: readonly Row[]): number =>
        part.reduce((sum, { body, eventTime }) => {
          const age = Math.max(0, nowMs - eventTime) / dayMs;
          return sum + (body.value ?? 0) * rankWeight(body) * 2 ** (-age / halfLifeDays);
        }, 0);
      return {
        windowDays: insiderWindowDays,
        purchases: sideOf(purchases),
        sales: sideOf(sales),
        weightedNet: weighted(purchases) - saleWeight * weighted(sales),
        plannedSales: all.length - free.length,
        newest: sentence(newest),
        newestTime: newest.eventTime,
      };
    },
  };
}
export type InsiderActivity = ReturnType<typeof createInsiderActivity>;
