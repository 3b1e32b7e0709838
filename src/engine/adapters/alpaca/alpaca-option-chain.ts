import type { DraftFact } from '../../domain/facts/fact.ts';
import { parseOccSymbol } from '../../domain/occ-symbol.ts';
import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { chainSnapshot, noGreeks, quotedSides, trustedGreeks, type ChainRow } from '../vendor-kit/chain-rows.ts';
import { readInstant } from '../vendor-kit/dates.ts';
import { negativeField, readNumbers, zeroIsMissing } from '../vendor-kit/row-numbers.ts';
import { isRow, refused, sampleOf, type Row } from '../vendor-kit/rows.ts';
import { nextPage } from './alpaca-market-data.ts';

const indicativeDelayMs = 900_000;
type Timed = { readonly row: ChainRow; readonly time: number };

/**
 * A page of option snapshots, as one chain an expiry. A page may end inside an expiry: then that expiry is left to the next
 * request, which starts at it, so that no expiry arrives in halves. Volume and open interest are not told here.
 */
export function translateOptionChain(
  payload: Payload,
  context: Pick<RequestContext, 'symbol' | 'parameters'>,
): Translation {
  const whole = payload.kind === 'json' && isRow(payload.value) ? payload.value : {};
  const snapshots = whole['snapshots'];
  if (!isRow(snapshots)) return refused('option snapshots without snapshots', payload);
  const refusals: Refusal[] = [];
  const byExpiry = new Map<string, Timed[]>();
  const roots = new Set<string>();
  for (const [symbol, snapshot] of Object.entries(snapshots)) {
    const read = readSnapshot(symbol, snapshot);
    if (typeof read === 'string') refusals.push({ reason: read, sample: sampleOf(snapshot) });
    else {
      roots.add(read.row.root);
      byExpiry.set(read.row.expiry, [...(byExpiry.get(read.row.expiry) ?? []), read]);
    }
  }
  const next = nextRequest({ whole, context, expiries: [...byExpiry.keys()], oneRoot: roots.size === 1 });
  if (next.unfinished !== null) byExpiry.delete(next.unfinished);
  const facts = [...byExpiry].map(([expiry, rows]) => chainFact(context.symbol, expiry, rows));
  return { facts, refusals, followUps: next.followUps };
}

function nextRequest(parts: {
  readonly whole: Row;
  readonly context: Pick<RequestContext, 'symbol' | 'parameters'>;
  readonly expiries: readonly string[];
  readonly oneRoot: boolean;
}): { readonly followUps: readonly FollowUp[]; readonly unfinished: string | null } {
  const { whole, context, expiries, oneRoot } = parts;
  const page = nextPage('option-chain', whole, context);
  const last = expiries.toSorted((a, b) => a.localeCompare(b)).at(-1);
  // Symbols come in order, so only one root's last expiry can be unfinished. A single expiry wider than a page has to be cut.
  if (page.length === 0 || !oneRoot || expiries.length < 2 || last === undefined)
    return { followUps: page, unfinished: null };
  const { cursor: _cursor, ...kept } = context.parameters;
  const followUp = {
    endpoint: 'option-chain',
    symbol: context.symbol,
    parameters: { ...kept, from: last },
    once: null,
  };
  return { followUps: [followUp], unfinished: last };
}

function chainFact(asked: string, expiry: string, rows: readonly Timed[]): DraftFact<'chain-snapshot'> {
  const eventTime = Math.max(...rows.map(({ time }) => time));
  const body = chainSnapshot(
    rows.map(({ row }) => row),
    { spot: null, impliedVol30: null, delayMs: indicativeDelayMs },
  );
  const subject = asked === '' ? (rows[0]?.row.root ?? '') : asked;
  return { kind: 'chain-snapshot', subject, key: `${expiry}@${eventTime}`, eventTime, body };
}

function readSnapshot(symbol: string, snapshot: unknown): Timed | string {
  const parts = parseOccSymbol(symbol);
  if (!parts || !isRow(snapshot)) return `${symbol} is no option snapshot`;
  const quote = isRow(snapshot['latestQuote']) ? snapshot['latestQuote'] : {};
  const trade = isRow(snapshot['latestTrade']) ? snapshot['latestTrade'] : {};
  const time = Math.max(readInstant(quote['t']) ?? 0, readInstant(trade['t']) ?? 0);
  if (time === 0) return `${symbol} has neither quote nor trade`;
  const prices = readNumbers({ bp: quote['bp'], ap: quote['ap'], p: trade['p'], iv: snapshot['impliedVolatility'] }, [
    'bp',
    'ap',
    'p',
    'iv',
  ]);
  if (typeof prices === 'string') return `${symbol}: ${prices}`;
  const negative = negativeField(prices);
  if (negative !== null) return `${symbol}: ${negative}`;
  const told = isRow(snapshot['greeks'])
    ? readNumbers(snapshot['greeks'], ['delta', 'gamma', 'vega', 'theta'])
    : noGreeks;
  if (typeof told === 'string') return `${symbol}: ${told}`;
  const impliedVol = zeroIsMissing(prices.iv);
  const row: ChainRow = {
    ...parts,
    ...quotedSides(prices.bp, prices.ap),
    last: zeroIsMissing(prices.p),
    volume: null,
    openInterest: null,
    impliedVol,
    ...trustedGreeks(parts.right, impliedVol, told),
  };
  return { row, time };
}
