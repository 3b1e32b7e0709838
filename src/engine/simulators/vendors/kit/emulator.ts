import type { Log } from '../../../ports/log.ts';
import type { MarketStory } from '../../story/market-story.ts';

/** One misbehaviour of a vendor, from the fault menu. */
export type EmulatorFault =
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  | { readonly kind: 'html' }
  | { readonly kind: 'truncate'; readonly share: number }
  | { readonly kind: 'wrong-types' }
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'slow'; readonly bytesPerSecond: number }
  | { readonly kind: 'stall'; readonly ms: number }
  | { readonly kind: 'reset' }
  | { readonly kind: 'socket-close'; readonly code: number }
  | { readonly kind: 'socket-silent'; readonly ms: number }
  | { readonly kind: 'refuse-upgrade'; readonly status: number }
  /** Strike what is open the moment they are added, as many as `times`; a drop without a code is a cut cable. */
  | { readonly kind: 'socket-drop'; readonly code: number | null }
  | { readonly kind: 'socket-freeze' };

export type FaultRule = {
  readonly fault: EmulatorFault;
  /** Start of the path it strikes; `''` = every path. */
  readonly path: string;
  /** How many requests or connections it strikes. */
  readonly times: number;
};

/** What the emulator saw, to check a client's manners from the other side. */
export type EmulatorStatistics = {
  readonly requests: number;
  readonly byPath: Readonly<Record<string, number>>;
  /** Most requests in any venue minute. */
  readonly peakPerMinute: number;
  readonly refusedOverBudget: number;
  readonly sockets: number;
  readonly joins: number;
  readonly framesSent: number;
};

export interface RunningEmulator {
  /** What goes in the place of `Vendor.bases`. */
  readonly bases: Readonly<Record<string, string>>;
  /** Keys it accepts. */
  readonly credentials: Readonly<Record<string, string>>;
  addFault(rule: FaultRule): void;
  clearFaults(): void;
  statistics(): EmulatorStatistics;
  close(): Promise<void>;
}

/** A vendor's server, on loopback, told by the story of the practice market. */
export type VendorEmulator = {
  readonly vendor: string;
  start(parts: { readonly story: MarketStory; readonly log: Log; readonly port?: number }): Promise<RunningEmulator>;
};
