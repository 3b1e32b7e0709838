import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { goalMet, type BenchResult, type Figure } from './bench.ts';
import type { MachineFacts } from './machine-facts.ts';
import { repositoryRoot } from './repository-root.ts';

/** Built output is never committed, and neither are figures: they belong to the machine that made them. */
const folder = join(repositoryRoot, 'out', 'bench');

export type NamedResult = BenchResult & { readonly bench: string; readonly seconds: number };

export function printResult(result: NamedResult): void {
  const rows = result.figures.map((figure) => [
    figure.name,
    amount(figure.value),
    figure.unit,
    ratio(figure, result.figures),
    goal(figure),
  ]);
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map((row) => row[column]?.length ?? 0)));
  process.stdout.write(`\n${result.bench} (${result.seconds.toFixed(0)} s)\n`);
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      column === 1 ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
    );
    process.stdout.write(`  ${cells.join('  ').trimEnd()}\n`);
  }
  for (const note of result.notes) process.stdout.write(`  - ${note}\n`);
}

export function writeReport(machine: MachineFacts, results: readonly NamedResult[]): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `bench-${machine.date.replaceAll(/[:.]/g, '-')}.json`);
  writeFileSync(file, `${JSON.stringify({ machine, results }, null, 2)}\n`);
  return file;
}

function amount(value: number): string {
  if (!Number.isFinite(value)) return 'none';
  const size = Math.abs(value);
  if (size >= 1_000) return Math.round(value).toLocaleString('en-US');
  if (size > 0 && size < 0.01) return value.toPrecision(2);
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
}

function ratio({ value, baseline }: Figure, all: readonly Figure[]): string {
  const base = all.find(({ name }) => name === baseline);
  return base ? `${(value / base.value).toFixed(2)}x ${base.name}` : '';
}

function goal(figure: Figure): string {
  const met = goalMet(figure);
  if (met === null || !figure.goal) return '';
  const bound = 'most' in figure.goal ? `at most ${figure.goal.most}` : `at least ${figure.goal.least}`;
  return `${met ? 'met' : 'NOT met'}: ${bound}`;
}
