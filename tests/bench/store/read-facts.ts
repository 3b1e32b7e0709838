import { performance } from 'node:perf_hooks';
import { openFactReader } from '../../../src/engine/adapters/sqlite/fact-store.ts';

/**
 * Reads as a window does, 50 times a second, until told to end: the newest 100 prints of a symbol, the newest 100 of all,
 * and one question about the past. Answers the milliseconds of each.
 */
const opened = openFactReader(process.argv[2] ?? '');
if (!opened.ok) throw new Error(opened.failure.message);
const reader = opened.value;
const times: number[] = [];
let turn = 0;
const timer = setInterval(() => {
  turn += 1;
  const subjects = turn % 3 === 1 ? [] : [`S${turn % 500}`];
  const asOf = turn % 3 === 2 ? { asOfMs: Date.UTC(2026, 9, 12, 13, 31) } : {};
  const started = performance.now();
  reader.query({ kinds: ['option-trade'], subjects, limit: 100, ...asOf });
  times.push(performance.now() - started);
}, 20);
process.on('message', () => {
  clearInterval(timer);
  reader.close();
  process.send?.(times, () => process.exit(0));
});
process.send?.('ready');
