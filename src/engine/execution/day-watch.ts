import type { TradingMode } from '../domain/account.ts';
import { tradingDate } from '../domain/calendar.ts';
import type { Clock } from '../ports/clock.ts';
import type { DailyState, JournalStore } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import { dailyLossPercent } from '../risk/rules/daily-loss.ts';
import { money, percent } from '../risk/words.ts';
import type { AccountBook } from './account-book.ts';
import type { OrderLedger } from './order-ledger.ts';

export type DayWatchDeps = {
  readonly account: AccountBook;
  readonly ledger: OrderLedger;
  readonly store: JournalStore;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
  haltPercent(): number;
};

/** The trading day's starting equity and the loss latch. Once the latch has fallen it stays down until the next day. */
export class DayWatch {
  readonly #deps: DayWatchDeps;
  #state: DailyState | null = null;
  /** Derived from the first figure seen; corrected once when the broker tells the day's profit. */
  #provisional = false;

  constructor(deps: DayWatchDeps) {
    this.#deps = deps;
  }

  get state(): DailyState | null {
    return this.#state;
  }

  dayPnl(): number | null {
    const { account, clock } = this.#deps;
    const told = account.brokerDayPnl(clock.now());
    if (told !== null) return told;
    const equity = account.value('NetLiquidation');
    const start = this.#state?.startNetLiquidation ?? null;
    return equity === null || start === null ? null : equity - start;
  }

  /** Called on every change of the account and once a second: a limit counts between orders too. */
  update(): void {
    const { account, clock } = this.#deps;
    if (account.account === '') return;
    this.#turnDay(account.account, tradingDate(clock.now()));
    this.#findStart();
    this.#latch();
  }

  #turnDay(account: string, date: string): void {
    if (this.#state?.date === date && this.#state.account === account) return;
    const { store, mode } = this.#deps;
    this.#state = store.daily(mode, account, date) ?? {
      mode,
      account,
      date,
      startNetLiquidation: null,
      lossHaltTime: null,
      lossHaltDetail: '',
    };
    this.#provisional = false;
  }

  #findStart(): void {
    const { account, clock } = this.#deps;
    const equity = account.value('NetLiquidation');
    if (this.#state === null || equity === null) return;
    const told = account.brokerDayPnl(clock.now());
    if (this.#state.startNetLiquidation !== null && !(this.#provisional && told !== null)) return;
    this.#provisional = told === null;
    this.#save({ ...this.#state, startNetLiquidation: equity - (told ?? 0) });
  }

  #latch(): void {
    const { log, clock, haltPercent } = this.#deps;
    const pnl = this.dayPnl();
    if (this.#state === null || this.#state.lossHaltTime !== null || pnl === null) return;
    const lost = dailyLossPercent({ loss: -pnl, startNetLiquidation: this.#state.startNetLiquidation });
    if (lost === null || lost < haltPercent()) return;
    const detail = `Daily loss ${money(pnl)} (${percent(-lost)}) reached the limit of -${percent(haltPercent())}`;
    log.warn('daily loss limit reached, trading halts for the day', { detail, date: this.#state.date });
    this.#save({ ...this.#state, lossHaltTime: clock.now(), lossHaltDetail: detail });
  }

  #save(state: DailyState): void {
    this.#state = state;
    this.#deps.ledger.record({ changes: [], daily: state });
  }
}
