import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { Outcome } from '../domain/outcome.ts';
import { addDays } from '../domain/time.ts';
import { tradingDateOf } from '../domain/trading-hours.ts';
import type { Clock } from '../ports/clock.ts';
import type { MarketData, MarketDataCode } from '../ports/market-data.ts';

/** A row of futures by place: `ES.1` is the front month, `VX.2` the one behind it. */
export type FutureTicker = { readonly root: string; readonly place: number };

export function futureTicker(ticker: Ticker): FutureTicker | null {
  const match = /^([A-Z][A-Z0-9]{0,4})\.([1-9])$/.exec(ticker);
  return match ? { root: match[1] ?? '', place: Number(match[2]) } : null;
}

/**
 * Calendar days before its last trading day on which the trade has moved on to the next contract. Index futures roll
 * a week and a day before; others are held to the day itself.
 */
const rollDays: Readonly<Record<string, number>> = { ES: 8, MES: 8, NQ: 8, MNQ: 8, RTY: 8, M2K: 8, YM: 8, MYM: 8 };

/** Contracts of a root that are not yet rolled out of, nearest first. */
export function rowOf(root: string, contracts: readonly Instrument[], date: string): readonly Instrument[] {
  const days = rollDays[root] ?? 0;
  const byExpiry = new Map<string, Instrument>();
  for (const contract of contracts) {
    const isRolled = addDays(contract.expiry, -days) <= date && days > 0;
    const isOfRoot = contract.symbol === root || contract.tradingClass === root;
    if (contract.secType !== 'FUT' || !isOfRoot || contract.expiry < date || isRolled) continue;
    // Weeklies share the month's symbol: the class named like the root is the row.
    const known = byExpiry.get(contract.expiry);
    if (!known || contract.tradingClass === root) byExpiry.set(contract.expiry, contract);
  }
  const all = [...byExpiry.values()].toSorted((a, b) => a.expiry.localeCompare(b.expiry));
  const own = all.filter(({ tradingClass }) => tradingClass === root);
  return own.length > 0 ? own : all;
}

type Root = { contracts: readonly Instrument[]; askedMs: number; askedDate: string; asking: boolean };

export type FrontMonthOptions = {
  readonly marketData: Pick<MarketData, 'resolve'>;
  readonly clock: Pick<Clock, 'now' | 'monotonicMs'>;
  ready(): boolean;
  /** A ticker now means another contract. */
  onRoll(): void;
};

/** IBKR lists volatility futures as those of the index, with the class VX. */
const listedUnder: Readonly<Record<string, string>> = { VX: 'VIX', VXM: 'VIX' };

const againMs = 15_000;

/** Which contract a place in a row of futures means today. The list is asked for once a trading day. */
export class FrontMonth {
  readonly #options: FrontMonthOptions;
  readonly #roots = new Map<string, Root>();
  readonly #shown = new Map<Ticker, InstrumentId>();

  constructor(options: FrontMonthOptions) {
    this.#options = options;
  }

  watch(tickers: readonly Ticker[]): void {
    const wanted = new Set(tickers.filter((ticker) => futureTicker(ticker) !== null));
    for (const ticker of this.#shown.keys()) if (!wanted.has(ticker)) this.#shown.delete(ticker);
    for (const ticker of wanted) {
      const root = futureTicker(ticker)?.root ?? '';
      if (!this.#roots.has(root))
        this.#roots.set(root, { contracts: [], askedMs: Number.NEGATIVE_INFINITY, askedDate: '', asking: false });
      if (!this.#shown.has(ticker)) this.#shown.set(ticker, '');
    }
  }

  /** Null until the list has come, or when the row is shorter. */
  idOf(ticker: Ticker): InstrumentId | null {
    return this.#shown.get(ticker) || null;
  }

  /** Called once a second: asks for lists that are due, and rolls. */
  step(): void {
    const { clock, ready } = this.#options;
    const today = tradingDateOf('FUT', clock.now());
    const now = clock.monotonicMs();
    const wanted = new Set([...this.#shown.keys()].map((ticker) => futureTicker(ticker)?.root ?? ''));
    for (const [name, root] of this.#roots) {
      const isDue = root.askedDate !== today && now - root.askedMs >= againMs && !root.asking;
      if (isDue && wanted.has(name) && ready()) void this.#ask(name, root, today);
    }
    this.#roll(today);
  }

  async #ask(name: string, root: Root, today: string): Promise<void> {
    root.asking = true;
    root.askedMs = this.#options.clock.monotonicMs();
    const answer = await this.#list(name);
    root.asking = false;
    if (!answer.ok) return;
    root.askedDate = today;
    root.contracts = answer.value;
    this.#roll(today);
  }

  /** Some rows are listed under their underlying, told apart by their class. */
  async #list(root: string): Promise<Outcome<readonly Instrument[], MarketDataCode>> {
    const query = { symbol: root, secType: 'FUT', exchange: '', currency: 'USD' } as const;
    const answer = await this.#options.marketData.resolve(query);
    const listedAs = listedUnder[root];
    if (listedAs === undefined || (answer.ok && answer.value.length > 0)) return answer;
    if (!answer.ok && answer.failure.code !== 'no-contract') return answer;
    return this.#options.marketData.resolve({ ...query, symbol: listedAs, tradingClass: root });
  }

  #roll(today: string): void {
    let rolled = false;
    for (const [ticker, before] of this.#shown) {
      const wanted = futureTicker(ticker);
      const contracts = this.#roots.get(wanted?.root ?? '')?.contracts ?? [];
      const row = wanted ? rowOf(wanted.root, contracts, today) : [];
      const id = row[(wanted?.place ?? 1) - 1]?.id ?? before;
      if (id === before) continue;
      this.#shown.set(ticker, id);
      rolled = true;
    }
    if (rolled) this.#options.onRoll();
  }
}
