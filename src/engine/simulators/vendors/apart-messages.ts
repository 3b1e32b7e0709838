import type { InstrumentId } from '../../domain/ids.ts';
import type { LogFields } from '../../ports/log.ts';
import type { SimPrint } from '../simulated-market.ts';
import type { EmulatorStatistics, FaultRule } from './kit/emulator.ts';
import type { WantedVendors } from './vendor-emulators.ts';

/** The market's clock as it stands: venue time at a moment of the machine's, and how fast it goes. */
export type ClockAt = { readonly venueMs: number; readonly wallMs: number; readonly speed: number };

/** What the thread of the vendors is told at its start. */
export type ApartStart = {
  readonly seed: number;
  readonly tradingDate: string;
  readonly clock: ClockAt;
  readonly wanted: WantedVendors;
  readonly ports: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, readonly FaultRule[]>>;
};

export type ToVendors =
  | { readonly type: 'clock'; readonly clock: ClockAt }
  | { readonly type: 'suspend' }
  | { readonly type: 'day'; readonly tradingDate: string }
  | { readonly type: 'execution'; readonly instrument: InstrumentId; readonly print: SimPrint }
  | { readonly type: 'fault'; readonly vendor: string; readonly rule: FaultRule | null }
  | { readonly type: 'close' };

export type RunningAddress = {
  readonly vendor: string;
  readonly bases: Readonly<Record<string, string>>;
  readonly credentials: Readonly<Record<string, string>>;
};

export type FromVendors =
  | {
      readonly type: 'ready';
      readonly running: readonly RunningAddress[];
      readonly failed: readonly (readonly [vendor: string, why: string])[];
    }
  | { readonly type: 'statistics'; readonly vendor: string; readonly statistics: EmulatorStatistics }
  | {
      readonly type: 'log';
      readonly level: 'debug' | 'info' | 'warn' | 'error';
      readonly message: string;
      readonly fields: LogFields | undefined;
    }
  | { readonly type: 'closed' };
