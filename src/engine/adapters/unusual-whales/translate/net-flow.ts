import type { NetFlow } from '../../../domain/facts/option-flow.ts';
import type { Payload, RequestContext, Translation } from '../../../ports/vendor.ts';
import { numberOrNull, readNumber } from '../../vendor-kit/numbers.ts';
import { isRow, nothingTranslated, sampleOf, textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { refusedEnvelope, rowsOf } from '../each-row.ts';
import { instantIn } from '../read-field.ts';

type Scoped = Pick<NetFlow, 'scope' | 'meaning' | 'intervalMs'> & {
  readonly time: string;
  /** What the totals are of when not of the request's ticker. */
  readonly subject?: (row: Row, context: RequestContext) => string;
  readonly group?: string;
};

/** Net premium of calls and puts; a missing side is no fact, since the two are read against each other. */
export function netFlow(scoped: Scoped) {
  const { scope, meaning, intervalMs } = scoped;
  return (row: Row, context: RequestContext): RowResult => {
    const eventTime = instantIn(row[scoped.time]);
    if (eventTime === null) return 'no time';
    const netCallPremium = readNumber(row['net_call_premium'] ?? row['net_call_prem']);
    const netPutPremium = readNumber(row['net_put_premium'] ?? row['net_put_prem']);
    if (typeof netCallPremium !== 'number' || typeof netPutPremium !== 'number') return 'no premium';
    const subject = scoped.subject?.(row, context) ?? context.symbol;
    return {
      kind: 'net-flow',
      subject,
      key: `${scope}|${scoped.group ?? ''}|${meaning}|${eventTime}`,
      eventTime,
      body: {
        scope,
        meaning,
        intervalMs,
        netCallPremium,
        netPutPremium,
        netVolume: volumeOf(row),
        netDelta: numberOrNull(row['net_delta']),
      },
    };
  };
}

/** One number, or the difference of the two sides' volumes as the vendor states the market's. */
function volumeOf(row: Row): number | null {
  const net = numberOrNull(row['net_volume']);
  if (net !== null) return net;
  const call = numberOrNull(row['net_call_volume'] ?? row['net_call_vol']);
  const put = numberOrNull(row['net_put_volume'] ?? row['net_put_vol']);
  return call === null || put === null ? null : call - put;
}

export const fiveMinutes = 300_000;

/** The tide adds up over the day, whatever interval is asked for. */
export const tide = (scope: NetFlow['scope'], subject?: Scoped['subject']) =>
  netFlow({
    scope,
    meaning: 'cumulative',
    intervalMs: fiveMinutes,
    time: 'timestamp',
    ...(subject ? { subject } : {}),
  });

/** Minutes of a ticker: each of itself alone, to be summed. */
export const netPremiumTick = netFlow({ scope: 'ticker', meaning: 'increment', intervalMs: 60_000, time: 'tape_time' });

/** Lists within a list: one series for each kind of company and moneyness asked for. */
export function netFlowByExpiry(payload: Payload, context: RequestContext): Translation {
  const series = rowsOf(payload);
  if (!series) return refusedEnvelope(payload);
  let all = nothingTranslated;
  for (const one of series) {
    if (!isRow(one) || !Array.isArray(one['data'])) {
      all = { ...all, refusals: [...all.refusals, { reason: 'a series without rows', sample: sampleOf(one) }] };
      continue;
    }
    const group = [one['tide_type'], one['moneyness'], one['expiration']].map(textOf).filter(Boolean).join('|');
    const toFact = netFlow({
      scope: 'group',
      meaning: 'cumulative',
      intervalMs: fiveMinutes,
      time: 'timestamp',
      subject: () => '',
      group,
    });
    all = added(all, one['data'], (row) => toFact(row, context));
  }
  return all;
}

function added(all: Translation, rows: readonly unknown[], toFact: (row: Row) => RowResult): Translation {
  const facts = [...all.facts];
  const refusals = [...all.refusals];
  for (const row of rows) {
    const result = isRow(row) ? toFact(row) : 'a row that is no object';
    if (typeof result === 'string') refusals.push({ reason: result, sample: sampleOf(row) });
    else if ('kind' in result) facts.push(result);
  }
  return { facts, refusals, followUps: [] };
}
