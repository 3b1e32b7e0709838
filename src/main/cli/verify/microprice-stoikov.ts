import { estimateMicroPrice } from '../../../engine/quant/microstructure/micro-price.ts';
import { count, number, numbers } from './fields.ts';
import { quoteColumns } from './named-columns.ts';
import type { Verifier } from './verifier.ts';

const tolerance = 1e-9;

export const verifyMicropriceStoikov: Verifier = (file, compare) => {
  const grid = { imbalances: count(file['n_imb'], 'n_imb', 1000), spreads: count(file['n_spread'], 'n_spread', 1000) };
  const model = estimateMicroPrice(quoteColumns(file), grid);
  const transitions = number(file['transitions_used'], 'transitions_used');
  const counted = model.ok ? model.value.transitions : null;
  compare.number({
    quantity: 'transitions',
    actual: counted,
    expected: transitions,
    tolerance: 0,
    where: 'transitions_used',
  });
  const lines = [
    { field: 'g1', quantity: 'first adjustment', actual: model.ok ? model.value.first : null },
    { field: 'g_star', quantity: 'micro-price adjustment', actual: model.ok ? model.value.adjustment : null },
  ];
  for (const { field, quantity, actual } of lines) {
    for (const [state, expected] of numbers(file[field], field).entries()) {
      const where = `${field}[${state}]`;
      compare.number({ quantity, actual: actual?.[state] ?? null, expected, tolerance, where });
    }
  }
};
