import { expect, test } from 'vitest';
import type { Instrument } from '../domain/instrument.ts';
import { ok } from '../domain/outcome.ts';
import type { OptionData } from '../ports/option-data.ts';
import { countedOptions } from './option-lines.ts';

const option = { id: 'SPY.OPT.20261016.C600', secType: 'OPT' } as Instrument;

test('lines are counted from opening to closing, those TWS had none for are not, and are told of once', () => {
  const listeners: Parameters<OptionData['option']>[1][] = [];
  const source: OptionData = {
    classes: () => Promise.resolve(ok([])),
    optionInstrument: () => option,
    option: (_instrument, listener) => {
      listeners.push(listener);
      return { close: () => undefined };
    },
  };
  const openAtRefusal: number[] = [];
  const counted = countedOptions(source, () => void openAtRefusal.push(counted.open));
  const told: (string | undefined)[] = [];
  const lines = [1, 2, 3].map(() =>
    counted.option(option, { onTick: () => undefined, onProblem: (failure) => void told.push(failure?.code) }),
  );
  expect(counted.open).toBe(3);
  listeners[0]?.onProblem({ code: 'no-entitlement', message: '' });
  listeners[1]?.onProblem({ code: 'line-limit', message: '' });
  listeners[1]?.onProblem({ code: 'line-limit', message: '' });
  expect(openAtRefusal).toEqual([2]);
  expect(told).toEqual(['no-entitlement', 'line-limit', 'line-limit']);
  for (const line of lines) line.close();
  expect(counted.open).toBe(0);
});
