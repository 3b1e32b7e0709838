import type { DbnField, DbnLayout } from './dbn-layouts.ts';
import type { DbnVersion } from './dbn-metadata.ts';

const definitionHead: readonly DbnField[] = [
  ['ts_recv', 16, 'u64'],
  ['min_price_increment', 24, 'i64'],
  ['display_factor', 32, 'i64'],
  ['expiration', 40, 'u64'],
  ['activation', 48, 'u64'],
];

/** Instrument definitions grew with every version. Only fields a trader has a use for are listed. */
export const definitionLayouts: Readonly<Record<DbnVersion, DbnLayout>> = {
  1: {
    name: 'definition',
    bytes: 360,
    fields: [
      ...definitionHead,
      ['raw_symbol', 200, 's', 22],
      ['exchange', 243, 's', 5],
      ['asset', 248, 's', 7],
      ['instrument_class', 325, 'c'],
      ['strike_price', 328, 'i64'],
    ],
  },
  2: {
    name: 'definition',
    bytes: 400,
    fields: [
      ...definitionHead,
      ['strike_price', 112, 'i64'],
      ['raw_symbol', 200, 's', 71],
      ['exchange', 292, 's', 5],
      ['asset', 297, 's', 7],
      ['instrument_class', 374, 'c'],
    ],
  },
  3: {
    name: 'definition',
    bytes: 520,
    fields: [
      ...definitionHead,
      ['strike_price', 104, 'i64'],
      ['raw_instrument_id', 112, 'u64'],
      ['contract_multiplier', 176, 'i32'],
      ['currency', 224, 's', 4],
      ['raw_symbol', 238, 's', 71],
      ['group', 309, 's', 21],
      ['exchange', 330, 's', 5],
      ['asset', 335, 's', 11],
      ['cfi', 346, 's', 7],
      ['security_type', 353, 's', 7],
      ['underlying', 391, 's', 21],
      ['instrument_class', 487, 'c'],
      ['security_update_action', 493, 'c'],
    ],
  },
};
