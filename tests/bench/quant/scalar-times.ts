import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type ScalarTimes = ReadonlyMap<string, { readonly ms: number; readonly checksum: number }>;
export type ScalarColumns = Readonly<Record<string, ArrayLike<number>>>;

const compilers = ['g++', 'clang++', 'c++'];

/** Compiles the C++ yardstick and runs it on the same numbers; null where there is no compiler. */
export function scalarTimes(columns: ScalarColumns): ScalarTimes | null {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-bench-'));
  try {
    const program = join(folder, 'scalar');
    const built = compilers.some((compiler) => compiles(compiler, program));
    if (!built) return null;
    for (const [name, values] of Object.entries(columns))
      writeFileSync(join(folder, `${name}.f64`), new Uint8Array(Float64Array.from(values).buffer));
    const lines = execFileSync(program, [folder], { encoding: 'utf8' }).trim().split('\n');
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
  const source = join(import.meta.dirname, 'scalar.cpp');
  try {
    execFileSync(compiler, ['-O3', '-std=c++17', '-o', program, source], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
