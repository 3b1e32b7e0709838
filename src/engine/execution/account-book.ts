import type { Account, TradingMode } from '../domain/account.ts';
import { sessionPhase } from '../domain/calendar.ts';
import type { BrokerEvent } from '../ports/broker.ts';

type AccountEvent = Extract<BrokerEvent, { kind: 'account' }>;
type PnlEvent = Extract<BrokerEvent, { kind: 'pnl' }>;

/** The broker's figures for the traded account, in base currency. Figures of other accounts never mix in. */
export class AccountBook {
  #account = '';
  #values = new Map<string, number>();
  #currency = 'USD';
  #pnl: Omit<PnlEvent, 'kind' | 'account'> = { daily: null, unrealized: null, realized: null };

  get account(): string {
    return this.#account;
  }

  choose(account: string): void {
    if (account === this.#account) return;
    this.#account = account;
    this.#values = new Map();
    this.#pnl = { daily: null, unrealized: null, realized: null };
  }

  onValue({ account, key, value, currency }: AccountEvent): void {
    if (account !== this.#account || !Number.isFinite(value)) return;
    // Amounts come once per currency held; those that count are in the base currency of the first one.
    if (key === 'NetLiquidation' && currency !== '' && currency !== 'BASE') this.#currency = currency;
    if (currency !== '' && currency !== this.#currency && currency !== 'BASE') return;
    this.#values.set(key, value);
  }

  onSnapshot(values: Readonly<Record<string, number>>): void {
    for (const [key, value] of Object.entries(values)) if (Number.isFinite(value)) this.#values.set(key, value);
  }

  onPnl({ account, daily, unrealized, realized }: PnlEvent): void {
    if (account === this.#account) this.#pnl = { daily, unrealized, realized };
  }

  value(key: string): number | null {
    return this.#values.get(key) ?? null;
  }

  /** The broker's own day profit; it belongs to the trading date only while that date's sessions last. */
  brokerDayPnl(now: number): number | null {
    return sessionPhase(now) === 'closed' ? null : this.#pnl.daily;
  }

  row(context: {
    readonly mode: TradingMode;
    readonly now: number;
    readonly dayStart: number | null;
    readonly dayPnl: number | null;
  }): Account {
    return {
      account: this.#account,
      mode: context.mode,
      currency: this.#currency,
      netLiquidation: this.value('NetLiquidation'),
      cash: this.value('TotalCashValue'),
      buyingPower: this.value('BuyingPower'),
      maintenanceMargin: this.value('MaintMarginReq'),
      dayStartNetLiquidation: context.dayStart,
      dayPnl: context.dayPnl,
      realizedPnl: this.#pnl.realized,
      unrealizedPnl: this.#pnl.unrealized,
      eventTime: context.now,
    };
  }
}
