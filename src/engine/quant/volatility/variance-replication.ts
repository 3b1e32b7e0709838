import { impliedForward } from '../pricing/forward.ts';
import { type PricedStrip, pricedStrip, type StripQuotes } from './strip-quotes.ts';

/**
 * 'no-forward': no strike has both mids. 'no-centre': no strike at or below the forward, or one of its two mids is
 * missing. 'too-few-options': nothing live beside it. 'not-positive': the quotes imply no positive variance.
 */
export type ReplicationStatus =
  | 'ok'
  | 'invalid-input'
  | 'no-forward'
  | 'no-centre'
  | 'too-few-options'
  | 'not-positive';

/** The options that took part, by ascending strike: puts below the central strike, calls above it. */
export type ReplicationStrip = {
  readonly strike: Float64Array;
  /** +1 call, -1 put, 0 the average of both at the central strike. */
  readonly side: Int8Array;
  readonly mid: Float64Array;
  /** dK / K^2 e^rT Q. */
  readonly contribution: Float64Array;
};

export type VarianceReplication = {
  readonly status: ReplicationStatus;
  /** Strike with the smallest |C - P|, from which the forward comes. NaN while not known, like all below. */
  readonly forwardStrike: number;
  readonly forward: number;
  /** K0, the largest strike not above the forward. */
  readonly centralStrike: number;
  /** Sum of the contributions. */
  readonly sum: number;
  /** Annualised, 1.00 = 100 %^2; carried by 'ok' and 'not-positive' alone. */
  readonly variance: number;
  readonly strip: ReplicationStrip;
};

export type ReplicationTerms = {
  /** ACT/365 by the minute: minutes / 525,600. */
  readonly years: number;
  /** Continuously compounded to that expiry. */
  readonly rate: number;
};

const emptyStrip: ReplicationStrip = {
  strike: new Float64Array(0),
  side: new Int8Array(0),
  mid: new Float64Array(0),
  contribution: new Float64Array(0),
};

function without(status: ReplicationStatus, known: Partial<VarianceReplication> = {}): VarianceReplication {
  const none = Number.NaN;
  return {
    status,
    forwardStrike: none,
    forward: none,
    centralStrike: none,
    sum: none,
    variance: none,
    strip: emptyStrip,
    ...known,
  };
}

/** Rows outwards from the central one whose bid is live; two rows without one in succession end the walk. */
function liveRows(live: Uint8Array, centre: number, direction: 1 | -1): readonly number[] {
  const rows: number[] = [];
  let dead = 0;
  for (let row = centre + direction; row >= 0 && row < live.length && dead < 2; row += direction) {
    if (live[row] === 1) {
      rows.push(row);
      dead = 0;
    } else dead += 1;
  }
  return rows;
}

/** Half the distance between the neighbours taking part; at the ends the whole distance to the only one. */
function strikeWidth(strike: Float64Array, index: number): number {
  const last = strike.length - 1;
  const left = strike[Math.max(index - 1, 0)] as number;
  const right = strike[Math.min(index + 1, last)] as number;
  return index === 0 || index === last ? right - left : 0.5 * (right - left);
}

function stripAround(priced: PricedStrip, centre: number, growth: number): ReplicationStrip {
  const puts = liveRows(priced.putBidLive, centre, -1).toReversed();
  const rows = [...puts, centre, ...liveRows(priced.callBidLive, centre, 1)];
  const call = (row: number) => priced.callMid[row] as number;
  const put = (row: number) => priced.putMid[row] as number;
  const strike = Float64Array.from(rows, (row) => priced.strike[row] as number);
  const mid = Float64Array.from(rows, (row) =>
    row === centre ? 0.5 * (call(row) + put(row)) : row < centre ? put(row) : call(row),
  );
  return {
    strike,
    side: Int8Array.from(rows, (row) => Math.sign(row - centre)),
    mid,
    contribution: mid.map(
      (price, index) => (strikeWidth(strike, index) / (strike[index] as number) ** 2) * growth * price,
    ),
  };
}

/** Index of the largest strike not above the forward, -1 for none. */
function centralRow(strike: Float64Array, forward: number): number {
  let row = -1;
  while (row + 1 < strike.length && (strike[row + 1] as number) <= forward) row += 1;
  return row;
}

/**
 * Model-free variance of one expiry from its quotes, as the Cboe volatility indices take it: forward by parity at the
 * strike with the smallest |C - P| (tie: the lower), out-of-the-money options outwards from K0 without those that have no
 * bid, until two in succession have none. sigma^2 = 2/T sum dK/K^2 e^rT Q - 1/T (F/K0 - 1)^2. Order of the rows does not
 * matter. Cboe VIX white paper (2019); Demeterfi, Derman, Kamal & Zou, Goldman Sachs (1999).
 */
export function replicateVariance(quotes: StripQuotes, { years, rate }: ReplicationTerms): VarianceReplication {
  if (!(years > 0) || !Number.isFinite(years + rate)) return without('invalid-input');
  const priced = pricedStrip(quotes);
  if (priced === null) return without('invalid-input');
  const { strike, callMid: callMids, putMid: putMids } = priced;
  const parity = impliedForward({ strikes: strike, callMids, putMids, rate, years });
  if (parity === null || !(parity > 0)) return without('no-forward');
  const forward = parity;
  const known = { forward, forwardStrike: forwardStrikeOf(priced) };
  const centre = centralRow(strike, forward);
  if (centre < 0 || Number.isNaN((callMids[centre] as number) + (putMids[centre] as number))) {
    return without('no-centre', known);
  }
  const centralStrike = strike[centre] as number;
  const strip = stripAround(priced, centre, Math.exp(rate * years));
  if (strip.strike.length < 2) return without('too-few-options', { ...known, centralStrike });
  const sum = strip.contribution.reduce((total, part) => total + part, 0);
  const variance = (2 * sum - (forward / centralStrike - 1) ** 2) / years;
  // Strikes or prices beyond what a double can square.
  if (!Number.isFinite(variance)) return without('invalid-input');
  const status = variance > 0 ? 'ok' : 'not-positive';
  return { status, ...known, centralStrike, sum, variance, strip };
}

/** The strike behind `impliedForward`: smallest |C - P|, the lower one on a tie. */
function forwardStrikeOf({ strike, callMid, putMid }: PricedStrip): number {
  let best = Number.POSITIVE_INFINITY;
  let chosen = Number.NaN;
  for (let row = 0; row < strike.length; row += 1) {
    const gap = Math.abs((callMid[row] as number) - (putMid[row] as number));
    if (!(gap < best)) continue;
    best = gap;
    chosen = strike[row] as number;
  }
  return chosen;
}
