import type { TradingMode } from '../domain/account.ts';
import type { InstrumentId, IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Order } from '../domain/order.ts';
import { markOf, type Quote } from '../domain/quote.ts';
import type { Clock } from '../ports/clock.ts';
import { type Exposure, exposureOf, freeToClose, remainingOf, withOrder } from '../risk/exposure.ts';
import type { ProposedOrder, RecentOrder, RiskContext, RiskState, WhatIfMargin } from '../risk/risk-context.ts';
import type { AccountBook } from './account-book.ts';
import type { PendingTerms } from './apply-report.ts';
import type { DayWatch } from './day-watch.ts';
import type { SettingsSource } from './execution-settings.ts';
import type { GateKeeper } from './gate-keeper.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { PositionBook } from './position-book.ts';

export type RiskViewDeps = {
  readonly mode: TradingMode;
  readonly port: number;
  readonly clock: Clock;
  readonly settings: SettingsSource;
  readonly ledger: OrderLedger;
  readonly positions: PositionBook;
  readonly account: AccountBook;
  readonly day: DayWatch;
  readonly gate: GateKeeper;
  readonly pendingTerms: ReadonlyMap<IntentId, PendingTerms>;
  quoteOf(instrument: InstrumentId): Quote | null;
  instrumentOf(instrument: InstrumentId): Instrument | null;
  liveArmed(): boolean;
  killed(): { readonly engaged: boolean; readonly reason: string };
  recent(): readonly RecentOrder[];
};

export type Proposal = {
  readonly order: ProposedOrder;
  readonly instrument: Instrument;
  readonly margin: WhatIfMargin | null;
  readonly emergency: boolean;
  /** A working order that this one takes the place of: it must not count twice. */
  readonly replaces: Order | null;
};

/** Gathers what the rules ask about. Everything in flight counts as if it filled, unknown orders included. */
export class RiskView {
  readonly #deps: RiskViewDeps;

  constructor(deps: RiskViewDeps) {
    this.#deps = deps;
  }

  state(without: Order | null = null): RiskState {
    const { mode, port, clock, settings, ledger, account, day, gate } = this.#deps;
    const { broker, risk, problem } = settings.get();
    const pnl = day.dayPnl();
    return {
      limits: risk,
      settingsProblem: problem,
      clock: { now: clock.now(), speed: clock.speed },
      mode,
      account: account.account,
      port,
      paperPort: broker.paperPort,
      allowLive: broker.allowLive,
      liveArmed: this.#deps.liveArmed(),
      gate: gate.position,
      journalFailure: ledger.failure?.message ?? null,
      killed: this.#deps.killed(),
      day: {
        startNetLiquidation: day.state?.startNetLiquidation ?? null,
        loss: pnl === null ? null : -pnl,
        halted: (day.state?.lossHaltTime ?? null) !== null,
        haltDetail: day.state?.lossHaltDetail ?? '',
      },
      netLiquidation: account.value('NetLiquidation'),
      buyingPower: account.value('BuyingPower'),
      exposures: this.#exposures(without),
      recent: this.#deps.recent(),
    };
  }

  context({ order, instrument, margin, emergency, replaces }: Proposal): RiskContext {
    const state = this.state(replaces);
    const quote = this.#deps.quoteOf(instrument.id);
    const remaining = Math.max(0, order.quantity - (replaces?.filled ?? 0));
    const unitPrice = unitPriceOf(order, quote);
    const base = this.#exposure(instrument, replaces);
    const before =
      unitPrice === null
        ? base
        : {
            ...base,
            longUnitValue: Math.max(base.longUnitValue, unitPrice * instrument.multiplier),
            shortUnitValue: Math.max(base.shortUnitValue, unitPrice * instrument.multiplier),
          };
    const after = withOrder(before, order.side, remaining);
    return {
      state,
      order,
      instrument,
      quote,
      remaining,
      unitPrice,
      notional:
        unitPrice === null
          ? null
          : remaining * instrument.multiplier * this.#valuePrice({ order, instrument, unitPrice, before }),
      before,
      after,
      reduces: this.#reduces(order, before, { remaining, replaces }),
      positionFresh: this.#deps.positions.get(instrument.id)?.fresh ?? false,
      emergency,
      modifies: replaces !== null,
      margin,
    };
  }

  /** An option sold to open risks more than its premium: it counts at least with its strike. */
  #valuePrice({
    order,
    instrument,
    unitPrice,
    before,
  }: {
    order: ProposedOrder;
    instrument: Instrument;
    unitPrice: number;
    before: Exposure;
  }): number {
    const opens = order.side === 'SELL' && order.quantity > freeToClose(before, 'SELL');
    return instrument.secType === 'OPT' && opens ? Math.max(unitPrice, instrument.strike ?? 0) : unitPrice;
  }

  #reduces(
    order: ProposedOrder,
    before: Exposure,
    { remaining, replaces }: { remaining: number; replaces: Order | null },
  ): boolean {
    if (order.bracket !== null && (order.bracket.targetPrice !== null || order.bracket.stopPrice !== null))
      return false;
    // Moving an exit of a bracket without enlarging it keeps it an exit.
    if (replaces !== null && replaces.parentIntent !== null && order.quantity <= replaces.quantity) return true;
    return Number.isFinite(remaining) && remaining > 0 && remaining <= freeToClose(before, order.side) + 1e-9;
  }

  #exposures(without: Order | null): readonly Exposure[] {
    const { ledger, positions } = this.#deps;
    const ids = new Set([
      ...positions
        .all()
        .filter(({ own, quantity }) => own !== 0 || quantity !== 0)
        .map(({ instrument }) => instrument.id),
      ...ledger.openOrders().map((order) => order.instrument),
    ]);
    return [...ids]
      .map((id) => this.#deps.instrumentOf(id))
      .filter((instrument) => instrument !== null)
      .map((instrument) => this.#exposure(instrument, without));
  }

  #exposure(instrument: Instrument, without: Order | null): Exposure {
    const { ledger, positions } = this.#deps;
    const related = ledger
      .orders()
      .filter((order) => order.instrument === instrument.id && order.intent !== without?.intent);
    const orders = related.map((order) => this.#asIfChanged(order));
    const quote = this.#deps.quoteOf(instrument.id);
    const limits = orders.map((order) => (remainingOf(order) > 0 ? (order.limitPrice ?? order.stopPrice ?? 0) : 0));
    const price =
      (quote === null ? null : markOf(quote)) ??
      Math.max(positions.get(instrument.id)?.averagePrice ?? 0, ...limits, 0);
    return exposureOf({
      instrument,
      ticker: instrument.symbol,
      position: positions.range(instrument.id),
      orders,
      price,
    });
  }

  /** While a change is on its way either size may fill. */
  #asIfChanged(order: Order): Order {
    const pending = order.modifyPending ? this.#deps.pendingTerms.get(order.intent) : undefined;
    return pending === undefined ? order : { ...order, quantity: Math.max(order.quantity, pending.quantity) };
  }
}

/** The most that one unit can cost (buying) or has to be worth (selling). Null = no price known. */
export function unitPriceOf(
  order: Pick<ProposedOrder, 'side' | 'type' | 'limitPrice' | 'stopPrice'>,
  quote: Quote | null,
): number | null {
  if (order.side === 'BUY' && order.limitPrice !== null) return order.limitPrice;
  const market = quote === null ? null : ((order.side === 'BUY' ? quote.ask : quote.bid) ?? markOf(quote));
  const prices = [market, order.limitPrice, order.stopPrice].filter((price) => price !== null && price > 0);
  return prices.length === 0 ? null : Math.max(...prices.map(Number));
}
