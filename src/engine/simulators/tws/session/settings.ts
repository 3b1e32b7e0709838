import type { SimInstrument } from '../../simulated-market.ts';

export type Entitlement = 'live' | 'delayed' | 'none';

/** Limits and habits of the simulated TWS. Times are venue ms unless named otherwise. */
export type SimulatorSettings = {
  readonly serverVersion: number;
  readonly maxLines: number;
  readonly maxDepth: number;
  readonly maxTickByTick: number;
  /** Real ms before an instrument may be asked for tick by tick again. */
  readonly tickByTickAgainRealMs: number;
  readonly maxSummaries: number;
  readonly maxOpenHistory: number;
  /** Messages a second of real time before 100 is answered. */
  readonly maxMessagesPerSecond: number;
  /** How many warnings of 100 a connection survives. */
  readonly rateWarningsBeforeClose: number;
  /** Small-bar history pacing (60 in ten minutes, identical within 15 s, 6 of a contract in 2 s; real time). */
  readonly historyPacing: boolean;
  readonly levelOneMs: number;
  readonly optionLevelOneMs: number;
  readonly depthMs: number;
  readonly pnlMs: number;
  readonly accountMs: number;
  /** Real ms below which no subscription is sampled, however fast venue time runs. */
  readonly fastestSampleRealMs: number;
  /** TWS repeats sizes in their own message besides the one inside the price; false sends them only there. */
  readonly separateSizes: boolean;
  /** Whether the account may read headlines over the API. */
  readonly newsAllowed: boolean;
  readonly readOnly: boolean;
  /** Client 0 and the master client get open orders before the accounts and the next id, as some TWS do. */
  readonly ordersBeforeWelcome: boolean;
  /** Client that sees every client's orders and executions; null for none. */
  readonly masterClientId: number | null;
  /** Bytes waiting for a slow client beyond which it is disconnected. */
  readonly maxBufferedBytes: number;
  readonly entitlement: (instrument: SimInstrument) => Entitlement;
};

export const usualSettings: SimulatorSettings = {
  serverVersion: 193,
  maxLines: 100,
  maxDepth: 3,
  maxTickByTick: 3,
  tickByTickAgainRealMs: 15_000,
  maxSummaries: 2,
  maxOpenHistory: 50,
  maxMessagesPerSecond: 50,
  rateWarningsBeforeClose: 3,
  historyPacing: true,
  levelOneMs: 250,
  optionLevelOneMs: 100,
  depthMs: 100,
  pnlMs: 1_000,
  accountMs: 180_000,
  fastestSampleRealMs: 50,
  separateSizes: true,
  newsAllowed: true,
  readOnly: false,
  ordersBeforeWelcome: false,
  masterClientId: null,
  maxBufferedBytes: 16_777_216,
  entitlement: () => 'live',
};
