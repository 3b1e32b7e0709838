import { whyUnreadable } from '../../../engine/domain/unreadable-file.ts';
import { parseArgs } from 'node:util';
import { exitCodes } from '../exit-codes.ts';
import { table } from '../table.ts';
import type { QuantitySummary } from './collector.ts';
import { type FileVerdict, verifyBytes } from './verify-file.ts';

export type VerifyIo = {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
};

type FileResult = {
  readonly file: string;
  /** 0 within tolerance, 1 exceeded or broken off, 2 not a readable file of a known kind. */
  readonly exitCode: number;
  readonly problem: string | null;
  readonly verdict: FileVerdict | null;
};

async function verifyPath(file: string, io: VerifyIo): Promise<FileResult> {
  let bytes: Uint8Array;
  try {
    bytes = await io.readFile(file);
  } catch (error) {
    const problem = `cannot be read: ${whyUnreadable(error)}`;
    return { file, exitCode: exitCodes.usage, problem, verdict: null };
  }
  const result = verifyBytes(bytes);
  if (result.ok) {
    const exitCode = result.value.exceeded === 0 ? exitCodes.done : exitCodes.failed;
    return { file, exitCode, problem: null, verdict: result.value };
  }
  const { code, message } = result.failure;
  return { file, exitCode: code === 'failed' ? exitCodes.failed : exitCodes.usage, problem: message, verdict: null };
}

function size(value: number): string {
  return value === 0 ? '0' : Number.isFinite(value) ? value.toExponential(2) : 'none';
}

/** Error and tolerance of the comparison that used most of its tolerance; the largest error may belong to another. */
function verdictTable(quantities: readonly QuantitySummary[]): string {
  return table<QuantitySummary>(
    [
      { title: 'quantity', text: ({ quantity }) => quantity },
      { title: 'compared', align: 'right', text: ({ count }) => String(count) },
      { title: 'exceeded', align: 'right', text: ({ exceeded }) => String(exceeded) },
      { title: 'largest error', align: 'right', text: ({ largestError }) => size(largestError) },
      { title: 'worst error', align: 'right', text: ({ worst }) => size(worst.error) },
      {
        title: 'its tolerance',
        align: 'right',
        text: ({ worst }) => (worst.tolerance === 0 ? 'exact' : size(worst.tolerance)),
      },
      { title: 'error/tolerance', align: 'right', text: ({ worst }) => size(worst.ratio) },
      { title: 'worst at', text: ({ worst }) => worst.where },
      {
        title: '',
        text: ({ exceeded, worst }) => (exceeded === 0 ? '' : `is ${worst.actual}, reference ${worst.expected}`),
      },
    ],
    quantities,
  );
}

function print({ file, verdict }: FileResult, io: VerifyIo): void {
  if (verdict === null) return;
  const { id, title, comparisons, exceeded, quantities } = verdict;
  const outcome = exceeded === 0 ? 'all within tolerance' : `${exceeded} EXCEEDED`;
  io.stdout(`${file}: ${id} (${title}), ${comparisons} comparisons, ${outcome}`);
  io.stdout(`${verdictTable(quantities)}\n`);
}

/** JSON has no infinity: the words the files themselves use. */
function jsonNumber(_key: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/**
 * `quorum verify FILE... [--json]`: proves the numbers on files of reference values. Answers 0 when every value is within
 * its tolerance, 1 when one is not, 2 when a file is of an unknown kind or malformed.
 */
export async function runVerify(argv: readonly string[], io: VerifyIo): Promise<number> {
  let parsed: { values: { json?: boolean }; positionals: string[] };
  try {
    parsed = parseArgs({ args: [...argv], allowPositionals: true, options: { json: { type: 'boolean' } } });
  } catch (error) {
    io.stderr(error instanceof Error ? error.message : String(error));
    return exitCodes.usage;
  }
  const { positionals: files, values } = parsed;
  if (files.length === 0) {
    io.stderr('verify needs files of reference values: quorum verify FILE... [--json]');
    return exitCodes.usage;
  }
  const results: FileResult[] = [];
  for (const file of files) {
    const result = await verifyPath(file, io);
    results.push(result);
    if (result.problem !== null) io.stderr(`${file}: ${result.problem}`);
    if (values.json !== true) print(result, io);
  }
  const exitCode = Math.max(...results.map((result) => result.exitCode));
  if (values.json === true) io.stdout(JSON.stringify({ exitCode, files: results }, jsonNumber, 2));
  return exitCode;
}
