import type { InsiderSummary } from '../../domain/evidence.ts';
import type { InsiderTransaction } from '../../domain/facts/holders.ts';
import { insiderNameKey, transactionsTold } from '../../domain/facts/insider-identity.ts';

export const insiderWindowDays = 120;
const halfLifeDays = 40;
const dayMs = 86_400_000;
/** Insiders sell for many reasons and buy for one (Lakonishok and Lee 2001): a dollar sold says less. */
const saleWeight = 0.25;

type Row = { readonly source: string; readonly eventTime: number; readonly body: InsiderTransaction };

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
 * and what two sources tell counts once.
 * Dollars; recent transactions count more. HOUSE definition; docs/formulas.
 */
export function createInsiderActivity() {
  const rows = new Map<string, Row>();

  return {
    transaction(source: string, key: string, eventTime: number, body: InsiderTransaction): void {
      if (body.isDerivative || (body.action !== 'purchase' && body.action !== 'sale')) return;
      rows.set(`${source}|${key}`, { source, eventTime, body });
    },
    /** Null when nobody traded within the window. */
    summary(nowMs: number): InsiderSummary | null {
      for (const [key, row] of rows) if (nowMs - row.eventTime > insiderWindowDays * dayMs) rows.delete(key);
      const all = transactionsTold([...rows.values()]).map(([fullest]) => fullest);
      const free = all.filter(({ body }) => body.isPlanned !== true);
      const purchases = free.filter(({ body }) => body.action === 'purchase');
      const sales = free.filter(({ body }) => body.action === 'sale');
      const newest = free.toSorted((a, b) => b.eventTime - a.eventTime)[0];
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
