import type { InsiderTransaction } from './holders.ts';
import { filedOn, filedRows, insiderDayKey, type FiledRow, type InsiderTelling } from './insider-identity.ts';

/** A transaction as it stands, and the tellings of it that an amendment has replaced, the newest first. */
export type ToldTransaction<Telling extends InsiderTelling> = {
  readonly told: FiledRow<Telling>;
  readonly replaced: readonly Telling[];
};

const accessionNumber = /^\d{10}-\d{2}-\d{6}$/;

/** The filing of a row; a vendor's number of its own names the row alone, so that the day has to do. */
function filingOf(row: FiledRow<InsiderTelling>): string {
  const number = row.map(({ body }) => body.accession).find((accession) => accessionNumber.test(accession));
  return `${filedOn(row[0])}|${number ?? ''}`;
}

const isAmendment = (row: FiledRow<InsiderTelling>): boolean => row.some(({ body }) => body.isAmendment);

/** Sources shorten titles: one that says less does not say otherwise. */
function sameSecurity(a: InsiderTransaction, b: InsiderTransaction): boolean {
  const words = ({ securityTitle }: InsiderTransaction): readonly string[] =>
    securityTitle.toLowerCase().match(/[a-z0-9]+/g) ?? [];
  const [one, other] = [words(a), words(b)];
  return one.every((word) => other.includes(word)) || other.every((word) => one.includes(word));
}

function apart(a: number | null, b: number | null): number {
  if (a === b) return 0;
  return a !== null && b !== null && a > 0 && b > 0 ? Math.abs(Math.log(a / b)) : 1;
}

/** How unlike two rows of one owner, day and code are, what weighs most first; null = not the same trade. */
function difference(now: InsiderTransaction, then: InsiderTransaction): readonly number[] | null {
  const numbers = Number(now.shares !== then.shares) + Number(now.price !== then.price);
  const security = sameSecurity(now, then);
  if (numbers > 0 && !security) return null;
  const [holding, after] = [now.isDirect !== then.isDirect, now.sharesAfter !== then.sharesAfter];
  const distance = apart(now.shares, then.shares) + apart(now.price, then.price);
  return [numbers, Number(!security), Number(holding), Number(after), distance];
}

function byDifference(a: readonly number[], b: readonly number[]): number {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at < 0 ? 0 : (a[at] ?? 0) - (b[at] ?? 0);
}

/** Which standing transaction each row of an amendment replaces: the most alike first, each once. */
function replacements<Telling extends InsiderTelling>(
  rows: readonly FiledRow<Telling>[],
  standing: readonly ToldTransaction<Telling>[],
): ReadonlyMap<FiledRow<Telling>, ToldTransaction<Telling>> {
  const pairs = rows.flatMap((row) =>
    standing.flatMap((before) => {
      const unlike = difference(row[0].body, before.told[0].body);
      return unlike === null || filedOn(before.told[0]) > filedOn(row[0]) ? [] : [{ row, before, unlike }];
    }),
  );
  const found = new Map<FiledRow<Telling>, ToldTransaction<Telling>>();
  const gone = new Set<ToldTransaction<Telling>>();
  for (const { row, before } of pairs.toSorted((a, b) => byDifference(a.unlike, b.unlike))) {
    if (found.has(row) || gone.has(before)) continue;
    found.set(row, before);
    gone.add(before);
  }
  return found;
}

/** Amendments repeat rows: what an owner did on a day stands as the last of them tells it. Rows in order of filing. */
function amended<Telling extends InsiderTelling>(
  rows: readonly FiledRow<Telling>[],
): readonly ToldTransaction<Telling>[] {
  let standing = rows
    .filter((row) => !isAmendment(row))
    .map((told): ToldTransaction<Telling> => ({ told, replaced: [] }));
  for (const filing of Map.groupBy(rows.filter(isAmendment), filingOf).values()) {
    const before = replacements(filing, standing);
    const gone = new Set(before.values());
    const now = filing.map((told): ToldTransaction<Telling> => {
      const then = before.get(told);
      return { told, replaced: then ? [...then.told, ...then.replaced] : [] };
    });
    standing = [...standing.filter((one) => !gone.has(one)), ...now];
  }
  return standing;
}

/**
 * Each transaction once, however many sources and amendments tell it. A row of an amendment is the earlier row of its owner,
 * day and code with the same shares and price; else it corrects the one most like it; where none is left it was forgotten
 * before. Whatever order tellings come in the answer is the same, in the order of the tellings.
 */
export function transactionsTold<Telling extends InsiderTelling>(
  tellings: readonly Telling[],
): readonly ToldTransaction<Telling>[] {
  const places = new Map(tellings.map((telling, place) => [telling, place]));
  const placeOf = ({ told, replaced }: ToldTransaction<Telling>): number =>
    Math.min(...[...told, ...replaced].map((telling) => places.get(telling) ?? Infinity));
  return [...Map.groupBy(filedRows(tellings), ([{ body }]) => insiderDayKey(body)).values()]
    .flatMap(amended)
    .toSorted((a, b) => placeOf(a) - placeOf(b));
}
