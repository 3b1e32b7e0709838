import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem, type } from 'node:os';
import { repositoryRoot } from './repository-root.ts';

export type MachineFacts = {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGb: number;
  readonly node: string;
  readonly os: string;
  readonly commit: string;
  readonly date: string;
  /** Work waiting for the processor when the run began: above the number of cores the figures are pessimistic. */
  readonly loadAverage: number;
};

export function machineFacts(): MachineFacts {
  const cores = cpus();
  return {
    cpu: cores[0]?.model.trim() ?? 'unknown',
    cores: cores.length,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    os: `${type()} ${release()}`,
    commit: commit(),
    date: new Date().toISOString(),
    loadAverage: loadavg()[0] ?? Number.NaN,
  };
}

/** `QUORUM_COMMIT` names it where the sources are a copy without history. */
function commit(): string {
  try {
    return execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
      cwd: repositoryRoot,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return process.env['QUORUM_COMMIT'] ?? 'unknown';
  }
}
