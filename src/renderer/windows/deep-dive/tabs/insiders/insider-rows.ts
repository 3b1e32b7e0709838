import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { InsiderTransaction } from '../../../../../engine/domain/facts/holders.ts';
import { transactionsTold } from '../../../../../engine/domain/facts/insider-amendments.ts';
import { insiderNameKey } from '../../../../../engine/domain/facts/insider-identity.ts';

type Transaction = StoredFact<'insider-transaction'>;
/** One transaction and every source that told of it, the fullest telling first; behind them what an amendment replaced. */
export type InsiderRow = {
  readonly facts: readonly [Transaction, ...Transaction[]];
  readonly replaced: readonly Transaction[];
};

/** Transactions newest first, each told by as many sources as know it. */
export function insiderRows(facts: readonly Transaction[]): readonly InsiderRow[] {
  return transactionsTold(facts).map(({ told, replaced }) => ({ facts: told, replaced }));
}

/** Told by an amendment: a row of before put right or repeated, or one that was forgotten. */
export function isAmended({ facts, replaced }: InsiderRow): boolean {
  return replaced.length > 0 || facts.some(({ body }) => body.isAmendment);
}

/** Bought or sold in the open market, as a layer counts it. */
export function isOpinion({ action, isDerivative }: InsiderTransaction): boolean {
  return !isDerivative && (action === 'purchase' || action === 'sale');
}

/** Rows that mean something stand out, planned ones are quiet, the rest is quieter. */
export function toneOf(body: InsiderTransaction): 'purchase' | 'sale' | 'planned' | 'other' {
  if (!isOpinion(body)) return 'other';
  if (body.isPlanned === true) return 'planned';
  return body.action === 'purchase' ? 'purchase' : 'sale';
}

type Total = {
  readonly value: number;
  readonly transactions: number;
  readonly people: number;
  readonly unpriced: number;
};
export type InsiderTotals = { readonly bought: Total; readonly sold: Total; readonly planned: Total };

function total(rows: readonly InsiderTransaction[]): Total {
  return {
    value: rows.reduce((sum, { value }) => sum + (value ?? 0), 0),
    transactions: rows.length,
    people: new Set(rows.map(({ ownerName }) => insiderNameKey(ownerName))).size,
    unpriced: rows.filter(({ value }) => value === null).length,
  };
}

/** Open-market dollars; planned trades apart. */
export function insiderTotals(rows: readonly InsiderRow[]): InsiderTotals {
  const byTone = Map.groupBy(
    rows.map(({ facts: [{ body }] }) => body),
    toneOf,
  );
  return {
    bought: total(byTone.get('purchase') ?? []),
    sold: total(byTone.get('sale') ?? []),
    planned: total(byTone.get('planned') ?? []),
  };
}

export function roleOf({ isDirector, isOfficer, isTenPercentOwner, officerTitle }: InsiderTransaction): string {
  const roles = [
    isOfficer ? officerTitle || 'officer' : '',
    isDirector ? 'director' : '',
    isTenPercentOwner ? '10% owner' : '',
  ];
  return roles.filter((role) => role !== '').join(', ');
}
