import type { TradingMode } from '../../engine/domain/account.ts';
import type { ProcessName } from '../../engine/contract/host-contract.ts';

/** Built file of a process, beside the shell's own file. */
export function entryFile(name: ProcessName): string {
  return `engine-${name}.js`;
}

/** Processes of a mode in starting order. The practice market exists only in its own world. */
export function processesOf(mode: TradingMode): readonly ProcessName[] {
  const engine: readonly ProcessName[] = ['ingestion', 'analytics', 'execution', 'desk'];
  return mode === 'practice' ? ['practice', ...engine] : engine;
}

/** Contracts a window may open a link to. */
export const windowLinks = ['host', 'ingestion', 'analytics', 'execution', 'desk'] as const;
export type WindowLink = (typeof windowLinks)[number];

export function isWindowLink(name: string): name is WindowLink {
  return (windowLinks as readonly string[]).includes(name);
}
