import { regularSession, tradingDate } from '../domain/calendar.ts';
import { sameRow, type ExpiryCoverage, type OptionChain, type OptionRow } from '../domain/chain.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OptionTick } from '../ports/option-data.ts';
import { coreOf, coverageOf, middleOf, timesOf } from './chain-coverage.ts';
import type { ChainSlot } from './chain-slot.ts';

export type ChainPlan = {
  /** Most telling first. */
  readonly instruments: readonly Instrument[];
  /** Those of them that are wanted whoever looks. */
  readonly core: ReadonlySet<InstrumentId>;
  readonly remembered: ReadonlyMap<InstrumentId, OptionRow>;
};

/** What is known of one underlying's options, against what the plan asks for. */
export class ChainState {
  readonly underlying: Ticker;
  multiplier = 100;
  spot: number | null = null;
  /** Trading date of the rows. */
  #date = '';
  #openMs = Infinity;
  #slots = new Map<InstrumentId, ChainSlot>();
  #unsaved = new Set<InstrumentId>();

  constructor(underlying: Ticker) {
    this.underlying = underlying;
  }

  get date(): string {
    return this.#date;
  }

  /** What was told on another day says nothing of this one: everything is asked again, as after a start. */
  beginDay(date: string): void {
    this.#date = date;
    this.#openMs = regularSession(date).openMs;
    for (const slot of this.#slots.values()) {
      slot.row = null;
      slot.visitedMs = -Infinity;
      slot.silent = false;
    }
  }

  /** A new plan keeps what is known of the options that stay in it. */
  plan({ instruments, core, remembered }: ChainPlan): void {
    const slots = new Map<InstrumentId, ChainSlot>();
    for (const instrument of instruments) {
      if (slots.has(instrument.id)) continue;
      const held = this.#slots.get(instrument.id);
      const row = held?.row ?? remembered.get(instrument.id) ?? null;
      const isCore = core.has(instrument.id);
      if (held) held.isCore = isCore;
      const fresh = { instrument, row, visitedMs: -Infinity, dead: false, onLine: false, silent: false, isCore };
      slots.set(instrument.id, held ?? fresh);
    }
    this.#slots = slots;
  }

  get planned(): boolean {
    return this.#slots.size > 0;
  }

  /** The option most in need of a visit: never visited in plan order, then longest ago. */
  next(): ChainSlot | null {
    let best: ChainSlot | null = null;
    for (const slot of this.#slots.values()) {
      if (slot.dead || slot.onLine) continue;
      if (best === null || slot.visitedMs < best.visitedMs) best = slot;
    }
    return best;
  }

  /** Some option of the plan has never been visited. */
  get incomplete(): boolean {
    return this.next()?.visitedMs === -Infinity;
  }

  /**
   * Open interest is counted overnight and told some time before the open: what was told earlier may be of the day before,
   * so until it has been told in the session a visit waits for it.
   */
  knowsOpenInterest({ row }: ChainSlot): boolean {
    return row !== null && row.openInterest !== null && row.eventTime >= this.#openMs;
  }

  /** What a visit has told, and whether that was news; a visit that told nothing of this day leaves the row as it was. */
  take(slot: ChainSlot, tick: OptionTick | null): 'changed' | 'confirmed' | 'nothing' {
    const { instrument } = slot;
    if (tick === null || !this.#slots.has(instrument.id)) return 'nothing';
    if (tradingDate(tick.receivedTime - tick.delayMs) !== this.#date) return 'nothing';
    const before = slot.row;
    slot.row = this.#rowOf(slot, tick);
    this.#unsaved.add(instrument.id);
    if (before === null || !sameRow(before, slot.row)) return 'changed';
    return before.receivedTime === slot.row.receivedTime ? 'nothing' : 'confirmed';
  }

  /** What this visit has not told is taken from earlier ones, but not from before the open into the session. */
  #rowOf({ instrument, row }: ChainSlot, tick: OptionTick): OptionRow {
    const eventTime = tick.receivedTime - tick.delayMs;
    const inSession = eventTime >= this.#openMs;
    const held = row !== null && inSession && row.eventTime < this.#openMs ? null : row;
    return {
      instrument: instrument.id,
      tradingClass: instrument.tradingClass,
      expiry: instrument.expiry,
      strike: instrument.strike ?? 0,
      right: instrument.right ?? 'C',
      bid: tick.bid,
      ask: tick.ask,
      last: tick.last ?? held?.last ?? null,
      // Until then vendors go on telling the volume of the session before.
      volume: inSession ? (tick.volume ?? held?.volume ?? null) : null,
      openInterest: tick.openInterest ?? held?.openInterest ?? null,
      impliedVol: tick.impliedVol ?? held?.impliedVol ?? null,
      eventTime,
      receivedTime: tick.receivedTime,
    };
  }

  coverage(): readonly ExpiryCoverage[] {
    return coverageOf([...this.#slots.values()]);
  }

  unsaved(): readonly OptionRow[] {
    const rows = [...this.#unsaved].flatMap((id) => this.#slots.get(id)?.row ?? []);
    this.#unsaved.clear();
    return rows;
  }

  chain(): OptionChain {
    const alive = [...this.#slots.values()].filter((slot) => !slot.dead);
    const core = alive.filter(({ isCore }) => isCore);
    const rows = alive.flatMap((slot) => slot.row ?? []);
    const times = timesOf(alive);
    const coreTimes = timesOf(core);
    return {
      underlying: this.underlying,
      multiplier: this.multiplier,
      spot: this.spot,
      wanted: alive.length,
      seen: rows.length,
      core: coreOf(core),
      rows,
      oldestRowTime: times[0] ?? null,
      newestRowTime: times.at(-1) ?? null,
      // Where nothing of the core has told anything, whatever else is computed is as old as the others.
      middleRowTime: middleOf(coreTimes.length > 0 ? coreTimes : times),
      delayMs: rows.reduce((most, row) => Math.max(most, row.receivedTime - row.eventTime), 0),
    };
  }
}
