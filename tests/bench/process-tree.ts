import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';

export type ProcessFigures = {
  readonly pid: number;
  readonly name: string;
  readonly cpuMs: number;
  readonly memoryMb: number;
};

/** Clock ticks a second of /proc: 100 on every Linux that Node runs on. */
const tickMs = 10;

export const canReadProcesses = existsSync('/proc/self/stat');

/** A process and everything it started, from the operating system. */
export function processTree(root: number): readonly ProcessFigures[] {
  const parents = new Map<number, number[]>();
  for (const entry of readdirSync('/proc')) {
    const pid = Number(entry);
    const parent = Number.isInteger(pid) ? statOf(pid)?.parent : undefined;
    if (parent !== undefined) parents.set(parent, [...(parents.get(parent) ?? []), pid]);
  }
  const found: number[] = [];
  for (const waiting = [root]; waiting.length > 0;) {
    const pid = waiting.pop();
    if (pid === undefined) break;
    found.push(pid);
    waiting.push(...(parents.get(pid) ?? []));
  }
  return found.flatMap((pid) => {
    const stat = statOf(pid);
    return stat ? [{ pid, name: nameOf(pid), cpuMs: stat.cpuMs, memoryMb: memoryMb(pid) }] : [];
  });
}

/** Percent of one core by process name between two looks. */
export function cpuPercents(
  before: readonly ProcessFigures[],
  after: readonly ProcessFigures[],
  elapsedMs: number,
): ReadonlyMap<string, number> {
  const percents = new Map<string, number>();
  for (const { pid, name, cpuMs } of after) {
    const earlier = before.find((process) => process.pid === pid)?.cpuMs ?? 0;
    percents.set(name, (percents.get(name) ?? 0) + ((cpuMs - earlier) / elapsedMs) * 100);
  }
  return percents;
}

function statOf(pid: number): { readonly parent: number; readonly cpuMs: number } | null {
  try {
    // The command in parentheses may contain anything; the fields after it do not.
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { parent: Number(fields[1]), cpuMs: (Number(fields[11]) + Number(fields[12])) * tickMs };
  } catch {
    return null;
  }
}

/** Proportional share, so that pages shared by several processes count once. */
function memoryMb(pid: number): number {
  try {
    const line = /^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'));
    return Number(line?.[1] ?? 0) / 1_024;
  } catch {
    return 0;
  }
}

function nameOf(pid: number): string {
  try {
    const words = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    const type = words.find((word) => word.startsWith('--type='));
    if (type) return `chromium ${type.slice(7)}`;
    const script = words.find((word) => /\.[cm]?[jt]s$/.test(word));
    return script ? basename(script).replace(/\.[cm]?[jt]s$/, '') : basename(words[0] ?? '');
  } catch {
    return 'gone';
  }
}
