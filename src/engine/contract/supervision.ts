import type { TradingMode } from '../domain/account.ts';
import type { Role } from './define.ts';
import type { ProcessName } from './host-contract.ts';
import type { Settings } from './settings-schema.ts';

/** World clock: now = venueMs + (wall - wallMs) x speed. */
export type ClockState = { readonly venueMs: number; readonly wallMs: number; readonly speed: number };

export type BrokerEndpoint = { readonly host: string; readonly port: number };

/** Where the vendors of the practice market listen and which keys they take, by vendor. */
export type VendorEndpoints = Readonly<
  Record<
    string,
    { readonly bases: Readonly<Record<string, string>>; readonly credentials: Readonly<Record<string, string>> }
  >
>;

export type PracticeState = {
  /** One run of the practice broker: its order and execution numbers begin anew with every new one. */
  readonly run: string;
  readonly seed: number;
  readonly tradingDate: string;
  readonly twsPort: number;
  readonly speed: number;
};

export type PracticeAction =
  | { readonly action: 'speed'; readonly speed: number }
  | { readonly action: 'step'; readonly ms: number }
  | { readonly action: 'next-day' };

/** The trader's keys by `vendor.field`, and what the environment and its file hold. Only ingestion is given any. */
export type VendorSecrets = {
  readonly stored: Readonly<Record<string, string>>;
  readonly environment: Readonly<Record<string, string>>;
};
export const noSecrets: VendorSecrets = { stored: {}, environment: {} };

/** First message to a new process: everything it may know, and the keys of the links it may make. */
export type InitMessage = {
  readonly type: 'init';
  readonly process: ProcessName;
  readonly version: string;
  readonly mode: TradingMode;
  readonly settings: Settings;
  /** Why the settings in force are not those of the file; null when they are. */
  readonly settingsProblem: string | null;
  readonly clock: ClockState;
  /** Where this mode's stores and logs live. */
  readonly dataDirectory: string;
  /** Where the local sockets live; private to the user. */
  readonly runDirectory: string;
  /** One secret per role; a peer that shows one is that role. */
  readonly tokens: Readonly<Record<Role, string>>;
  /** Null in the world of practice until its simulator is up. */
  readonly broker: BrokerEndpoint | null;
  /**
   * Vendors that stand in for the real ones. Null in paper and live, and for every process but ingestion, which calls
   * them, and practice, which is told where its own listened before.
   */
  readonly vendors: VendorEndpoints | null;
  readonly killFile: boolean;
  /** Empty for real brokers. */
  readonly marketRun: string;
  readonly secrets: VendorSecrets;
  /** Settings, workspaces and the feeds file: shared by all modes. */
  readonly homeDirectory: string;
};

/** From the host to a process, over the channel that only parent and child share. */
export type HostMessage =
  | InitMessage
  | { readonly type: 'settings'; readonly settings: Settings; readonly problem: string | null }
  | { readonly type: 'clock'; readonly clock: ClockState }
  | { readonly type: 'kill-file'; readonly present: boolean }
  | { readonly type: 'secrets'; readonly secrets: VendorSecrets }
  | { readonly type: 'practice'; readonly id: number; readonly action: PracticeAction }
  /** Electron only: a message port comes along and belongs to a peer of this role. */
  | { readonly type: 'port'; readonly role: Role; readonly client: string }
  | { readonly type: 'shutdown' };

/** From a process to the host. */
export type ProcessMessage =
  | { readonly type: 'ready' }
  /** Every two seconds: its event loop turns. */
  | { readonly type: 'alive' }
  | {
      readonly type: 'practice-state';
      readonly clock: ClockState;
      readonly practice: PracticeState;
      readonly vendors: VendorEndpoints | null;
    }
  | { readonly type: 'practice-reply'; readonly id: number; readonly accepted: boolean; readonly message: string }
  /** The process cannot do its work and says why before it exits. */
  | { readonly type: 'fatal'; readonly message: string };
