import type { Bench } from './bench.ts';
import { dayBench } from './day.bench.ts';
import { flowBench } from './flow.bench.ts';
import { idleBench } from './idle.bench.ts';
import { linkBench } from './link.bench.ts';
import { machineFacts } from './machine-facts.ts';
import { optionStreamBench } from './option-stream.bench.ts';
import { optionTapeBench } from './option-tape.bench.ts';
import { replayBench } from './replay.bench.ts';
import { orderBench } from './order.bench.ts';
import { quantBench } from './quant.bench.ts';
import { printResult, writeReport, type NamedResult } from './report.ts';
import { storeBench } from './store.bench.ts';
import { startBench } from './start.bench.ts';
import { ticksBench } from './ticks.bench.ts';

const benches: readonly Bench[] = [
  ticksBench,
  orderBench,
  startBench,
  idleBench,
  linkBench,
  quantBench,
  optionTapeBench,
  optionStreamBench,
  flowBench,
  storeBench,
  replayBench,
  dayBench,
];

function chosen(names: readonly string[]): readonly Bench[] {
  const unknown = names.filter((name) => !benches.some((bench) => bench.name === name));
  if (unknown.length === 0) return names.length === 0 ? benches : benches.filter(({ name }) => names.includes(name));
  process.stderr.write(`No bench called ${unknown.join(', ')}. There are:\n`);
  for (const { name, title } of benches) process.stderr.write(`  ${name.padEnd(13)} ${title}\n`);
  process.exit(2);
}

const machine = machineFacts();
process.stdout.write(
  `${machine.cpu}, ${machine.cores} cores, ${machine.memoryGb} GB, ${machine.os}, Node ${machine.node}, commit ${machine.commit}, load ${machine.loadAverage.toFixed(1)}\n`,
);
const results: NamedResult[] = [];
let failed = false;
for (const bench of chosen(process.argv.slice(2))) {
  const started = performance.now();
  try {
    const { figures, notes } = await bench.run();
    const result = { bench: bench.name, seconds: (performance.now() - started) / 1_000, figures, notes };
    results.push(result);
    printResult(result);
  } catch (error) {
    failed = true;
    process.stderr.write(
      `\n${bench.name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
  }
}
process.stdout.write(`\nWritten to ${writeReport(machine, results)}\n`);
process.exit(failed ? 1 : 0);
