import { randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { roles, type Role } from '../../engine/contract/define.ts';

export type RunFile = {
  readonly pid: number;
  readonly version: string;
  readonly mode: string;
  readonly cliToken: string;
};

/** One secret a role, new at every start. */
export function mintTokens(): Readonly<Record<Role, string>> {
  const tokens: Partial<Record<Role, string>> = {};
  for (const role of roles) tokens[role] = randomBytes(32).toString('hex');
  return tokens as Record<Role, string>;
}

/** What the command line needs to reach the running program; readable by its user alone. */
export function writeRunFile(path: string, content: RunFile): void {
  rmSync(path, { force: true });
  writeFileSync(path, JSON.stringify(content), { mode: 0o600, flag: 'wx' });
}

export function readRunFile(path: string): RunFile | null {
  try {
    const raw = JSON.parse(readFileSync(path, 'utf8')) as Partial<RunFile>;
    if (typeof raw.pid !== 'number' || typeof raw.cliToken !== 'string') return null;
    return { pid: raw.pid, version: String(raw.version), mode: String(raw.mode), cliToken: raw.cliToken };
  } catch {
    return null;
  }
}
