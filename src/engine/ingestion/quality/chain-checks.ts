import type { ChainSnapshot } from '../../domain/facts/chain-snapshot.ts';
import type { FindingBook } from './finding-book.ts';
import type { QualityThresholds } from './quality-thresholds.ts';
import { median } from './recent-values.ts';

export type SourceChain = {
  readonly source: string;
  readonly subject: string;
  readonly time: number;
  /** How long what told it is valid. */
  readonly validMs: number;
  readonly chain: ChainSnapshot;
};

type Row = {
  readonly bid: number | null;
  readonly ask: number | null;
  readonly vol: number | null;
  readonly delta: number | null;
};
type Known = {
  readonly source: string;
  readonly time: number;
  readonly delayMs: number;
  readonly validMs: number;
  readonly rows: ReadonlyMap<string, Row>;
};

/** Contracts whose delta says that they are near the money: only there do two models have to agree. */
const nearDelta = { from: 0.2, to: 0.8 };

function rowsOf(chain: ChainSnapshot): ReadonlyMap<string, Row> {
  const rows = new Map<string, Row>();
  for (const [index, strike] of chain.strikes.entries()) {
    const at = <Value>(column: readonly (Value | null)[]): Value | null => column[index] ?? null;
    rows.set(`${at(chain.expiries)}|${at(chain.rights)}|${strike}`, {
      bid: at(chain.bids),
      ask: at(chain.asks),
      vol: at(chain.impliedVols),
      delta: at(chain.deltas),
    });
  }
  return rows;
}

const isNear = ({ delta }: Row): boolean =>
  delta !== null && Math.abs(delta) >= nearDelta.from && Math.abs(delta) <= nearDelta.to;

function differences(a: Known, b: Known, of: (one: Row, other: Row) => number | null): readonly number[] {
  const found: number[] = [];
  for (const [key, row] of a.rows) {
    const other = b.rows.get(key);
    const difference = other && isNear(row) ? of(row, other) : null;
    if (difference !== null) found.push(difference);
  }
  return found;
}

const apart = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? null : Math.abs(one - other);

function spread({ bid, ask }: Row): number | null {
  return bid !== null && ask !== null && bid > 0 && ask > bid ? (ask - bid) / ((ask + bid) / 2) : null;
}

function ratio(one: number | null, other: number | null): number | null {
  return one === null || other === null ? null : Math.max(one / other, other / one);
}

/** Crossed rows within a chain; greeks and spreads of one vendor against another's. */
export class ChainChecks {
  readonly #findings: FindingBook;
  readonly #thresholds: QualityThresholds;
  readonly #newest = new Map<string, Map<string, Known>>();

  constructor(findings: FindingBook, thresholds: QualityThresholds) {
    this.#findings = findings;
    this.#thresholds = thresholds;
  }

  take({ source, subject, time, validMs, chain }: SourceChain, nowMs: number): void {
    const known: Known = { source, time, delayMs: chain.delayMs, validMs, rows: rowsOf(chain) };
    this.#crossed(known, subject, nowMs);
    const bySource = this.#newest.get(subject) ?? new Map<string, Known>();
    this.#newest.set(subject, bySource);
    bySource.set(source, known);
    for (const other of bySource.values()) {
      if (other.source === source || other.delayMs !== known.delayMs) continue;
      const [a, b] = source < other.source ? [known, other] : [other, known];
      this.#compare(a, b, { subject, nowMs });
    }
  }

  #crossed({ source, validMs, rows }: Known, subject: string, nowMs: number): void {
    const quoted = [...rows.values()].filter(({ bid, ask }) => bid !== null && ask !== null && ask > 0);
    const crossed = quoted.filter(({ bid, ask }) => (bid ?? 0) > (ask ?? 0)).length;
    const bad = crossed > quoted.length * this.#thresholds.crossedShare;
    const message = bad ? `${crossed} of ${quoted.length} contracts with the bid above the ask` : null;
    const place = { subject: `${subject} chain`, sources: [source], standsMs: 2 * validMs };
    this.#findings.judge({ ...place, check: 'crossed' }, message, nowMs);
  }

  #compare(a: Known, b: Known, at: { readonly subject: string; readonly nowMs: number }): void {
    const { contractsNeeded, deltaDifference, volDifference, spreadRatio, togetherMs } = this.#thresholds;
    if (Math.abs(a.time - b.time) > togetherMs * 60) return;
    const standsMs = 2 * Math.max(a.validMs, b.validMs);
    const place = { subject: at.subject, sources: [a.source, b.source], standsMs };
    const typical = (found: readonly number[]): number | null =>
      found.length < contractsNeeded ? null : median(found);
    const delta = typical(differences(a, b, (one, other) => apart(one.delta, other.delta)));
    const vol = typical(differences(a, b, (one, other) => apart(one.vol, other.vol)));
    const wide = typical(differences(a, b, (one, other) => ratio(spread(one), spread(other))));
    const words = [
      ...(delta !== null && delta > deltaDifference ? [`deltas ${delta.toFixed(3)} apart`] : []),
      ...(vol !== null && vol > volDifference ? [`volatilities ${(vol * 100).toFixed(1)} points apart`] : []),
    ];
    const greeks = words.length === 0 ? null : `near the money ${words.join(', ')}`;
    this.#findings.judge({ ...place, check: 'greek-divergence' }, greeks, at.nowMs);
    const spreads =
      wide !== null && wide > spreadRatio ? `spreads of one are ${wide.toFixed(1)} times the other's` : null;
    this.#findings.judge({ ...place, check: 'spread-divergence' }, spreads, at.nowMs);
  }
}
