import { sameRow, type ChainCore, type ExpiryCoverage, type OptionChain, type OptionRow } from '../domain/chain.ts';
import type { InstrumentId, Ticker } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { OptionTick } from '../ports/option-data.ts';

type Mutable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

export type ChainSlot = {
  readonly instrument: Instrument;
  row: OptionRow | null;
  /** Monotonic time of the last visit; -Infinity = never. */
  visitedMs: number;
  /** The vendor does not know this contract. */
  dead: boolean;
  onLine: boolean;
  /** The last visit told nothing while options traded. */
  silent: boolean;
  /** Wanted whoever looks. */
  isCore: boolean;
};

export type ChainPlan = {
  /** Most telling first. */
  readonly instruments: readonly Instrument[];
  /** Those of them that are wanted whoever looks. */
  readonly core: ReadonlySet<InstrumentId>;
  readonly remembered: ReadonlyMap<InstrumentId, OptionRow>;
};

function coreOf(slots: readonly ChainSlot[]): ChainCore {
  const rows = slots.filter(({ row }) => row !== null).length;
  const silent = slots.filter(({ row, silent }) => row === null && silent).length;
  return { wanted: slots.length, answered: rows + Math.min(rows, silent) };
}

/** What is known of one underlying's options, against what the plan asks for. */
export class ChainState {
  readonly underlying: Ticker;
  multiplier = 100;
  spot: number | null = null;
  /** Trading date of the rows. */
  #date = '';
  #slots = new Map<InstrumentId, ChainSlot>();
  #unsaved = new Set<InstrumentId>();

  constructor(underlying: Ticker) {
    this.underlying = underlying;
  }

  get date(): string {
    return this.#date;
  }

  /** What told nothing on another day may tell something today. */
  beginDay(date: string): void {
    this.#date = date;
    for (const slot of this.#slots.values()) slot.silent = false;
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

  /** What a visit has told, and whether that was news; a visit that told nothing leaves the row as it was. */
  take(slot: ChainSlot, tick: OptionTick | null): 'changed' | 'confirmed' | 'nothing' {
    if (tick === null || !this.#slots.has(slot.instrument.id)) return 'nothing';
    const { instrument } = slot;
    const before = slot.row;
    slot.row = {
      instrument: instrument.id,
      tradingClass: instrument.tradingClass,
      expiry: instrument.expiry,
      strike: instrument.strike ?? 0,
      right: instrument.right ?? 'C',
      bid: tick.bid,
      ask: tick.ask,
      last: tick.last ?? before?.last ?? null,
      volume: tick.volume ?? before?.volume ?? null,
      openInterest: tick.openInterest ?? before?.openInterest ?? null,
      impliedVol: tick.impliedVol ?? before?.impliedVol ?? null,
      eventTime: tick.receivedTime,
      receivedTime: tick.receivedTime,
    };
    this.#unsaved.add(instrument.id);
    if (before === null || !sameRow(before, slot.row)) return 'changed';
    return before.receivedTime === slot.row.receivedTime ? 'nothing' : 'confirmed';
  }

  /** Expiry by expiry and class by class. */
  coverage(): readonly ExpiryCoverage[] {
    const groups = new Map<string, Mutable<ExpiryCoverage>>();
    for (const { instrument, row, dead } of this.#slots.values()) {
      if (dead) continue;
      const { expiry, tradingClass } = instrument;
      const key = `${expiry} ${tradingClass}`;
      const times = { oldestRowTime: null, newestRowTime: null };
      const group = groups.get(key) ?? { expiry, tradingClass, wanted: 0, seen: 0, ...times };
      groups.set(key, group);
      group.wanted += 1;
      if (row === null) continue;
      group.seen += 1;
      group.oldestRowTime = Math.min(group.oldestRowTime ?? Infinity, row.receivedTime);
      group.newestRowTime = Math.max(group.newestRowTime ?? 0, row.receivedTime);
    }
    return [...groups].toSorted(([a], [b]) => a.localeCompare(b)).map(([, group]) => group);
  }

  unsaved(): readonly OptionRow[] {
    const rows = [...this.#unsaved].flatMap((id) => this.#slots.get(id)?.row ?? []);
    this.#unsaved.clear();
    return rows;
  }

  chain(): OptionChain {
    const alive = [...this.#slots.values()].filter((slot) => !slot.dead);
    const rows = alive.flatMap((slot) => slot.row ?? []);
    const times = rows.map((row) => row.receivedTime);
    return {
      underlying: this.underlying,
      multiplier: this.multiplier,
      spot: this.spot,
      wanted: alive.length,
      seen: rows.length,
      core: coreOf(alive.filter(({ isCore }) => isCore)),
      rows,
      oldestRowTime: times.length === 0 ? null : Math.min(...times),
      newestRowTime: times.length === 0 ? null : Math.max(...times),
    };
  }
}
