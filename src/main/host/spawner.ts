import type { ProcessName } from '../../engine/contract/host-contract.ts';
import type { HostMessage, ProcessMessage } from '../../engine/contract/supervision.ts';

/** Why a process ended. `crashed` = it was not asked to. */
export type ProcessExit = { readonly code: number | null; readonly signal: string | null };

/** One running engine process, whichever way the shell makes processes. */
export interface SpawnedProcess {
  readonly pid: number | null;
  send(message: HostMessage, transfer?: readonly unknown[]): void;
  onMessage(listener: (message: ProcessMessage) => void): void;
  onExit(listener: (exit: ProcessExit) => void): void;
  /** SIGTERM where signals exist: may still close what it has open. */
  terminate(): void;
  /** SIGKILL where signals exist. */
  kill(): void;
}

/** How a shell makes processes: `fork` in the browser shell, `utilityProcess` in Electron. */
export type Spawner = (process: ProcessName) => SpawnedProcess;
