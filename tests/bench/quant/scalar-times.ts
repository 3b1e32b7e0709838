import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ScalarTimes = ReadonlyMap<string, { readonly ms: number; readonly checksum: number }>;

const compilers = ['g++', 'clang++', 'c++'];

/** Compiles and runs the C++ yardstick; null where there is no compiler. */
export function scalarTimes(): ScalarTimes | null {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
  try {
    const program = join(folder, 'scalar');
    const built = compilers.some((compiler) => compiles(compiler, program));
    if (!built) return null;
    const lines = execFileSync(program, { encoding: 'utf8' }).trim().split('\n');
    return new Map(
      lines.map((line) => {
        const [name = '', ms, checksum] = line.split(' ');
        return [name, { ms: Number(ms), checksum: Number(checksum) }];
      }),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function compiles(compiler: string, program: string): boolean {
  try {
    execFileSync(compiler, ['-O3', '-o', program, join(import.meta.dirname, 'scalar.cpp')], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
