import type { ChainScope, OptionRow } from '../domain/chain.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Clock } from '../ports/clock.ts';
import type { Subscription } from '../ports/connection.ts';
import type { MarketStore } from '../ports/market-store.ts';
import type { OptionClass, OptionData } from '../ports/option-data.ts';
import { planChain, type PlannedOption } from './chain-plan.ts';
import { planScopes } from './chain-scope.ts';
import { ChainState } from './chain-state.ts';

export type ChainSourceOptions = {
  readonly optionData: OptionData;
  readonly store: MarketStore;
  readonly clock: Pick<Clock, 'monotonicMs' | 'now'>;
  instrumentOf(ticker: Ticker): Instrument | null;
  spotOf(ticker: Ticker): number | null;
  tradingDate(): string;
};

/** Nearest expiries of a watched chain and of one that somebody looks at, and strikes on each. */
const sizes = {
  background: { nearest: 3, strikesPerExpiry: 20 },
  demanded: { nearest: 4, strikesPerExpiry: 36 },
} as const;
/** Spot may move this far, as a share, before the strikes are chosen again. */
const replanShare = 0.005;
const askAgainMs = 30_000;

/** Keeps the plan of one underlying's chain fitting to day, spot and demand. */
export class ChainSource {
  readonly state: ChainState;
  readonly #options: ChainSourceOptions;
  #classes: readonly OptionClass[] | null = null;
  #asking = false;
  #askedMs = -Infinity;
  #plannedSpot: number | null = null;
  #plannedDemand = false;
  readonly #scopes = new Set<ChainScope>();
  #scopesChanged = false;
  demands = 0;
  /** Turn of the rotation that last chose this chain. */
  servedTurn = 0;
  /** Monotonic time before which no line is opened: the account may not see these options. */
  pausedUntilMs = -Infinity;

  constructor(ticker: Ticker, options: ChainSourceOptions) {
    this.state = new ChainState(ticker);
    this.#options = options;
  }

  /** Brings the plan up to date; asks the vendor for the listed options once a day. */
  prepare(): void {
    const { spotOf, tradingDate } = this.#options;
    const spot = spotOf(this.state.underlying);
    this.state.spot = spot ?? this.state.spot;
    const today = tradingDate();
    if (this.state.date !== today) this.#newDay(today);
    if (this.#classes === null) return this.#ask();
    if (spot === null || this.#fits(spot)) return;
    this.#plan(spot, today);
  }

  /** Wants more of the chain than its usual part until closed. */
  widen(scope: ChainScope): Subscription {
    const own = { ...scope };
    this.#scopes.add(own);
    this.#scopesChanged = true;
    return {
      close: () => {
        if (this.#scopes.delete(own)) this.#scopesChanged = true;
      },
    };
  }

  /** Expiries there are, nearest first; empty until the vendor has told them. */
  get listed(): readonly string[] {
    const all = new Set((this.#classes ?? []).flatMap(({ expiries }) => expiries));
    return [...all].filter((expiry) => expiry >= this.state.date).toSorted();
  }

  #fits(spot: number): boolean {
    const planned = this.#plannedSpot;
    if (planned === null || this.#scopesChanged || this.#plannedDemand !== this.demands > 0) return false;
    return Math.abs(spot / planned - 1) < replanShare;
  }

  #newDay(today: string): void {
    this.state.beginDay(today);
    this.#classes = null;
    this.#plannedSpot = null;
    this.#askedMs = -Infinity;
  }

  #plan(spot: number, today: string): void {
    const { optionData, instrumentOf, store } = this.#options;
    const underlying = instrumentOf(this.state.underlying);
    if (underlying === null) return;
    const size = this.demands > 0 ? sizes.demanded : sizes.background;
    const classes = this.#classes ?? [];
    const usual = planChain({ classes, spot, today, ...size });
    // The plan keeps the first of each: what layers need is seen before what somebody is curious about.
    const options = [...usual, ...planScopes({ classes, spot, today, scopes: [...this.#scopes] })];
    const instrumentOfOption = (option: PlannedOption): Instrument => optionData.optionInstrument(underlying, option);
    const core = planChain({ classes, spot, today, ...sizes.background }).map(instrumentOfOption);
    const remembered = new Map<InstrumentId, OptionRow>();
    if (!this.state.planned) {
      for (const row of store.options(this.state.underlying, today)) {
        if (row.receivedTime <= this.#options.clock.now()) remembered.set(row.instrument, row);
      }
    }
    this.state.multiplier = options[0]?.multiplier ?? 100;
    const instruments = options.map(instrumentOfOption);
    this.state.plan({ instruments, core: new Set(core.map(({ id }) => id)), remembered });
    this.#plannedSpot = spot;
    this.#plannedDemand = this.demands > 0;
    this.#scopesChanged = false;
  }

  #ask(): void {
    const { clock, instrumentOf, optionData } = this.#options;
    const underlying = instrumentOf(this.state.underlying);
    if (underlying === null || this.#asking || clock.monotonicMs() - this.#askedMs < askAgainMs) return;
    this.#asking = true;
    this.#askedMs = clock.monotonicMs();
    void optionData.classes(underlying).then((found) => {
      this.#asking = false;
      if (found.ok && found.value.length > 0) this.#classes = found.value;
    });
  }
}
