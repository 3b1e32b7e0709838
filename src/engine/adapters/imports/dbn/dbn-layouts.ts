import { definitionLayouts } from './dbn-definitions.ts';
import type { DbnVersion } from './dbn-metadata.ts';

/** How a field lies in its record: where, and as what. `c` is one character, `s` text up to a NUL. */
export type DbnField = readonly [
  name: string,
  at: number,
  type: 'u8' | 'u16' | 'u32' | 'i32' | 'u64' | 'i64' | 'c' | 's',
  length?: number,
];

export type DbnLayout = { readonly name: string; readonly bytes: number; readonly fields: readonly DbnField[] };

const trade: readonly DbnField[] = [
  ['price', 16, 'i64'],
  ['size', 24, 'u32'],
  ['action', 28, 'c'],
  ['side', 29, 'c'],
  ['flags', 30, 'u8'],
  ['depth', 31, 'u8'],
  ['ts_recv', 32, 'u64'],
  ['ts_in_delta', 40, 'i32'],
  ['sequence', 44, 'u32'],
];

const level = (number: number, counts: 'ct' | 'pb'): readonly DbnField[] => {
  const at = 48 + number * 32;
  const name = String(number).padStart(2, '0');
  const count = counts === 'ct' ? 'u32' : 'u16';
  return [
    [`bid_px_${name}`, at, 'i64'],
    [`ask_px_${name}`, at + 8, 'i64'],
    [`bid_sz_${name}`, at + 16, 'u32'],
    [`ask_sz_${name}`, at + 20, 'u32'],
    [`bid_${counts}_${name}`, at + 24, count],
    [`ask_${counts}_${name}`, at + 28, count],
  ];
};

const without = (fields: readonly DbnField[], ...names: readonly string[]): readonly DbnField[] =>
  fields.filter(([name]) => !names.includes(name));

const trades: DbnLayout = { name: 'trades', bytes: 48, fields: trade };
const mbp1: DbnLayout = { name: 'mbp-1', bytes: 80, fields: [...trade, ...level(0, 'ct')] };
const mbp10: DbnLayout = {
  name: 'mbp-10',
  bytes: 368,
  fields: [...trade, ...Array.from({ length: 10 }, (_, number) => level(number, 'ct')).flat()],
};
const mbo: DbnLayout = {
  name: 'mbo',
  bytes: 56,
  fields: [
    ['order_id', 16, 'u64'],
    ['price', 24, 'i64'],
    ['size', 32, 'u32'],
    ['flags', 36, 'u8'],
    ['channel_id', 37, 'u8'],
    ['action', 38, 'c'],
    ['side', 39, 'c'],
    ['ts_recv', 40, 'u64'],
    ['ts_in_delta', 48, 'i32'],
    ['sequence', 52, 'u32'],
  ],
};
const ohlcv: DbnLayout = {
  name: 'ohlcv',
  bytes: 56,
  fields: [
    ['open', 16, 'i64'],
    ['high', 24, 'i64'],
    ['low', 32, 'i64'],
    ['close', 40, 'i64'],
    ['volume', 48, 'u64'],
  ],
};
const bbo: DbnLayout = {
  name: 'bbo',
  bytes: 80,
  fields: [...without(trade, 'action', 'depth', 'ts_in_delta'), ...level(0, 'ct')],
};
const cmbp1: DbnLayout = {
  name: 'cmbp-1',
  bytes: 80,
  fields: [...without(trade, 'depth', 'sequence'), ...level(0, 'pb')],
};
const cbbo: DbnLayout = {
  name: 'cbbo',
  bytes: 80,
  fields: [...without(trade, 'action', 'depth', 'ts_in_delta', 'sequence'), ...level(0, 'pb')],
};
const status: DbnLayout = {
  name: 'status',
  bytes: 40,
  fields: [
    ['ts_recv', 16, 'u64'],
    ['action', 24, 'u16'],
    ['reason', 26, 'u16'],
    ['trading_event', 28, 'u16'],
    ['is_trading', 30, 'c'],
    ['is_quoting', 31, 'c'],
    ['is_short_sell_restricted', 32, 'c'],
  ],
};
const imbalance: DbnLayout = {
  name: 'imbalance',
  bytes: 112,
  fields: [
    ['ts_recv', 16, 'u64'],
    ['ref_price', 24, 'i64'],
    ['paired_qty', 88, 'u32'],
    ['total_imbalance_qty', 92, 'u32'],
  ],
};

const oldStatistics: DbnLayout = {
  name: 'statistics',
  bytes: 64,
  fields: [
    ['ts_recv', 16, 'u64'],
    ['ts_ref', 24, 'u64'],
    ['price', 32, 'i64'],
    ['quantity', 40, 'i32'],
    ['sequence', 44, 'u32'],
    ['ts_in_delta', 48, 'i32'],
    ['stat_type', 52, 'u16'],
  ],
};
const statistics: DbnLayout = {
  name: 'statistics',
  bytes: 80,
  fields: [
    ['ts_recv', 16, 'u64'],
    ['ts_ref', 24, 'u64'],
    ['price', 32, 'i64'],
    ['quantity', 40, 'i64'],
    ['sequence', 48, 'u32'],
    ['ts_in_delta', 52, 'i32'],
    ['stat_type', 56, 'u16'],
    ['update_action', 60, 'u8'],
    ['stat_flags', 61, 'u8'],
  ],
};

const message = (name: 'err' | 'msg', long: number, code: number): Readonly<Record<'old' | 'new', DbnLayout>> => ({
  old: { name: name === 'err' ? 'error' : 'system', bytes: 80, fields: [[name, 16, 's', 64]] },
  new: {
    name: name === 'err' ? 'error' : 'system',
    bytes: 320,
    fields: [
      [name, 16, 's', long],
      ['code', code, 'u8'],
    ],
  },
});
const errors = message('err', 302, 318);
const systems = message('msg', 303, 319);
const mappings: Readonly<Record<'old' | 'new', DbnLayout>> = {
  old: {
    name: 'symbol-mapping',
    bytes: 80,
    fields: [
      ['stype_in_symbol', 16, 's', 22],
      ['stype_out_symbol', 38, 's', 22],
      ['start_ts', 64, 'u64'],
      ['end_ts', 72, 'u64'],
    ],
  },
  new: {
    name: 'symbol-mapping',
    bytes: 176,
    fields: [
      ['stype_in', 16, 'u8'],
      ['stype_in_symbol', 17, 's', 71],
      ['stype_out', 88, 'u8'],
      ['stype_out_symbol', 89, 's', 71],
      ['start_ts', 160, 'u64'],
      ['end_ts', 168, 'u64'],
    ],
  },
};

const sameInAll: Readonly<Record<number, DbnLayout>> = {
  0x00: trades,
  0x01: mbp1,
  0x0a: mbp10,
  0xa0: mbo,
  0x11: ohlcv,
  0x20: ohlcv,
  0x21: ohlcv,
  0x22: ohlcv,
  0x23: ohlcv,
  0x24: ohlcv,
  0xc3: bbo,
  0xc4: bbo,
  0xb1: cmbp1,
  0xc2: cmbp1,
  0xc0: cbbo,
  0xc1: cbbo,
  0x12: status,
  0x14: imbalance,
};

/** The layout of a record type in a version; null for a type this program does not know, which is skipped by its length. */
export function dbnLayout(rtype: number, version: DbnVersion): DbnLayout | null {
  const age = version === 1 ? 'old' : 'new';
  if (rtype === 0x13) return definitionLayouts[version];
  if (rtype === 0x15) return errors[age];
  if (rtype === 0x16) return mappings[age];
  if (rtype === 0x17) return systems[age];
  if (rtype === 0x18) return version === 3 ? statistics : oldStatistics;
  return sameInAll[rtype] ?? null;
}
