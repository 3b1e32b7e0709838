import fc from 'fast-check';

/** Names the vendor uses anywhere, so that made-up rows come close to real ones. */
const names = [
  'ticker',
  'symbol',
  'date',
  'expiry',
  'strike',
  'price',
  'size',
  'premium',
  'volume',
  'executed_at',
  'created_at',
  'timestamp',
  'time',
  'tape_time',
  'option_chain',
  'option_symbol',
  'option_chain_id',
  'alert_rule',
  'rule_name',
  'total_premium',
  'total_ask_side_prem',
  'total_bid_side_prem',
  'id',
  'type',
  'option_type',
  'tags',
  'trade_ids',
  'net_call_premium',
  'net_put_premium',
  'net_volume',
  'call_volume',
  'put_volume',
  'call_premium',
  'put_premium',
  'call_gamma',
  'put_gamma',
  'call_gamma_oi',
  'put_gamma_oi',
  'gamma_per_one_percent_move_oi',
  'iv',
  'rv',
  'iv_rank',
  'iv_rank_1y',
  'volatility',
  'days',
  'dte',
  'delta',
  'risk_reversal',
  'max_pain',
  'curr_date',
  'curr_oi',
  'last_oi',
  'market_date',
  'short_volume',
  'total_volume',
  'short_interest',
  'total_float',
  'si_float',
  'quantity',
  'transaction_date',
  'filing_date',
  'amount',
  'purchases',
  'sells',
  'purchases_notional',
  'sells_notional',
  'report_date',
  'name',
  'value',
  'units',
  'amounts',
  'event',
  'headline',
  'tickers',
  'firm',
  'target',
  'month',
  'years',
  'avg_change',
  'median_change',
  'positive_months_perc',
  'change',
  'weight',
  'fst',
  'snd',
  'correlation',
  'rows',
  'max_date',
  'full_name',
  'close',
  'start_time',
  'end_time',
  'dir_delta_flow',
  'dir_vega_flow',
  'total_delta_flow',
  'total_vega_flow',
  'lit_vol',
  'off_vol',
  'status',
  'response',
  'state',
  'fee_rate',
  'data',
];

/** What stands in a field on a good day, on a bad day and never. */
const value: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    '.',
    'N/A',
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '1e308',
    '-0',
    '0',
    'true',
    true,
    false,
    [],
    {},
    '{}',
    '٣',
    '2026-10-05',
    '2026-02-30',
    '2026-10-05T14:30:00Z',
    '2026-10-05T14:30:00',
    '2026-10-05T14:30:00.123456Z',
    '0000-00-00',
    'AAPL',
    'SPXW',
    'BRK/B',
    'AAPL261016C00150000',
    'AAPL261399C00150000',
    'AAPL261016X00150000',
    'call',
    'put',
    'ok',
    'error',
    1e308,
    -1e308,
    5e-324,
    0,
    -1,
    1.5,
    1_791_208_800,
    1_791_208_800_000,
    1_791_208_800_000_000,
    Number.MAX_SAFE_INTEGER,
    '$15,001 - $50,000',
    '(5)',
    '1,234.5',
    '12%',
    ['ask_side'],
    ['bid_side', 'x'],
    [null],
  ),
  fc.integer({ min: -10, max: 1_000_000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.double({ noNaN: true, min: 0, max: 10_000 }).map((number) => number.toFixed(4)),
  fc.string({ maxLength: 12 }),
);

const row = fc.dictionary(fc.oneof(fc.constantFrom(...names), fc.string({ maxLength: 8 })), value, { maxKeys: 40 });

const envelopes: readonly ((rows: unknown) => unknown)[] = [
  (rows) => ({ data: rows }),
  (rows) => rows,
  (rows) => ({ chains: rows }),
  (rows) => ({ data: Array.isArray(rows) ? (rows[0] ?? null) : rows }),
  (rows) => ({ data: [{ tide_type: 'all', data: rows }] }),
  (rows) => ({ data: rows, date: '2026-10-05', newer_than: 'x' }),
];

/** An answer that might be any of the vendor's. */
export const anyAnswer: fc.Arbitrary<unknown> = fc
  .tuple(
    fc.array(fc.oneof({ weight: 9, arbitrary: row }, { weight: 1, arbitrary: value }), { maxLength: 4 }),
    fc.nat(envelopes.length - 1),
  )
  .map(([rows, index]) => envelopes[index]?.(rows));

type Change = { readonly place: number; readonly how: number; readonly value: unknown };
export const change: fc.Arbitrary<Change> = fc.record({ place: fc.nat(), how: fc.nat(3), value });

/** A real payload with a few of its values replaced, dropped, renamed or wrapped. */
export function mutated(payload: unknown, changes: readonly Change[]): unknown {
  const copy = structuredClone(payload);
  for (const { place, how, value: put } of changes) {
    const places = placesIn(copy);
    const found = places[place % Math.max(1, places.length)];
    if (!found) continue;
    const { holder, key } = found;
    const record = holder as Record<string | number, unknown>;
    if (how === 0) record[key] = put;
    if (how === 1) delete record[key];
    if (how === 2) record[key] = [record[key]];
    if (how === 3) record[key] = typeof record[key] === 'string' ? Number(record[key]) : String(record[key]);
  }
  return copy;
}

type Place = { readonly holder: object; readonly key: string | number };

function placesIn(value: unknown): readonly Place[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.keys(value).flatMap((key) => [
    { holder: value, key },
    ...placesIn((value as Record<string, unknown>)[key]),
  ]);
}
