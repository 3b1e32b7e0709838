import type { SpentUnits } from '../../ports/budget-store.ts';
import type { BudgetReading, BudgetSpec, FeedPriority } from '../../ports/vendor.ts';
import { lastClockTime, nextClockTime } from './session-times.ts';

/** The time a vendor counts by: the machine's for real vendors, the venue's for the emulators of the practice world. */
export type BudgetClock = {
  now(): number;
  /** Its ms per real ms. */
  readonly speed: number;
};

/** What was spent of the day that ends then, from one start of the program to the next. */
export type BudgetMemory = {
  recall(dayEndsMs: number): SpentUnits | null;
  keep(dayEndsMs: number, units: SpentUnits): void;
};

export const priorities: readonly FeedPriority[] = ['critical', 'high', 'normal', 'low'];

export type BudgetTicket = {
  /** The answer has arrived, or will never; what its headers said. */
  settle(reading: BudgetReading | null): void;
};

export type BudgetUsage = {
  readonly minuteUsed: number;
  readonly minuteLimit: number | null;
  readonly dayUsed: number;
  readonly dayLimit: number | null;
  readonly dollarsToday: number;
  readonly blockedForMs: number;
};

type Entry = { readonly units: number; readonly priority: FeedPriority; endMs: number | null };
type Told = { limit: number | null; used: number | null; until: number };

const secondMs = 1_000;
const minuteMs = 60_550;
/**
 * Real ms by which every window is longer than the vendor's: two clocks never agree to the millisecond, and the clock of
 * the practice world goes in steps.
 */
const slackMs = 50;
const defaultBlockMs = 60_000;
/** Clocks of two machines may differ by so much. */
const clocksDifferMs = 120_000;

/**
 * What may still be asked of one vendor. A request holds its place from the moment it leaves until a window after its
 * answer, so that whenever it reached the vendor, no window of the vendor's holds more than the limit. What the answers'
 * headers say (another program with the same key) only ever makes it stricter.
 */
export class VendorBudget {
  readonly #clock: BudgetClock;
  readonly #memory: BudgetMemory | null;
  #spec: BudgetSpec;
  #capped: { readonly minute: boolean; readonly day: boolean };
  #entries: Entry[] = [];
  #lastNow = Number.NEGATIVE_INFINITY;
  #blockedUntil = Number.NEGATIVE_INFINITY;
  #minuteTold: Told = { limit: null, used: null, until: Number.NEGATIVE_INFINITY };
  #dayTold: Told = { limit: null, used: null, until: Number.NEGATIVE_INFINITY };
  #dayEnd = Number.NEGATIVE_INFINITY;
  #dayBegan = Number.NEGATIVE_INFINITY;
  #dayUnits: Record<FeedPriority, number> = { critical: 0, high: 0, normal: 0, low: 0 };

  constructor(parts: {
    readonly spec: BudgetSpec;
    readonly capped?: { readonly minute: boolean; readonly day: boolean };
    readonly clock: BudgetClock;
    readonly memory?: BudgetMemory;
  }) {
    this.#clock = parts.clock;
    this.#memory = parts.memory ?? null;
    this.#spec = parts.spec;
    this.#capped = parts.capped ?? { minute: false, day: false };
  }

  applySpec(spec: BudgetSpec, capped: { readonly minute: boolean; readonly day: boolean }): void {
    if (spec.dayResetsAt !== this.#spec.dayResetsAt) this.#dayEnd = Number.NEGATIVE_INFINITY;
    this.#spec = spec;
    this.#capped = capped;
  }

  /** Another key or other addresses are another account: what is remembered of that one counts. */
  lookAgain(): void {
    this.#dayEnd = Number.NEGATIVE_INFINITY;
  }

  /** 0 = may be sent now; else how long to wait at least, ms of the budget's clock. */
  waitMs(priority: FeedPriority, units: number): number {
    const now = this.#roll();
    if (now < this.#blockedUntil) return this.#blockedUntil - now;
    const day = this.#dayLimit();
    if (day !== null && !this.#fits({ limit: day, used: this.#dayUsed(), own: this.#dayUnits, priority, units })) {
      return Math.max(1, this.#dayEnd - now);
    }
    const minute = this.#minuteLimit();
    if (minute !== null) {
      const own = this.#ownSince(now - this.#window(minuteMs));
      const used = Math.max(sum(own), this.#told(this.#minuteTold, now));
      if (!this.#fits({ limit: minute, used, own, priority, units }))
        return this.#nextRoom(now, this.#window(minuteMs));
    }
    if (
      this.#spec.perSecond !== null &&
      sum(this.#ownSince(now - this.#window(secondMs))) + units > this.#spec.perSecond
    ) {
      return this.#nextRoom(now, this.#window(secondMs));
    }
    return 0;
  }

  take(priority: FeedPriority, units: number): BudgetTicket {
    this.#roll();
    const entry: Entry = { units, priority, endMs: null };
    const dayEnd = this.#dayEnd;
    this.#entries.push(entry);
    this.#dayUnits[priority] += units;
    this.#memory?.keep(this.#dayEnd, this.#dayUnits);
    for (const told of [this.#minuteTold, this.#dayTold]) if (told.used !== null) told.used += units;
    return {
      settle: (reading) => {
        if (entry.endMs !== null) return;
        entry.endMs = this.#roll();
        if (reading) this.#read(reading, { now: entry.endMs, ofThisDay: dayEnd === this.#dayEnd });
      },
    };
  }

  /** The vendor said no: nobody asks until it allows, by its clock. */
  block(retryAfterMs: number | null): void {
    const until = this.#roll() + Math.max(1, retryAfterMs ?? defaultBlockMs);
    this.#blockedUntil = Math.max(this.#blockedUntil, until);
  }

  /** A new key may be a new budget. */
  unblock(): void {
    this.#blockedUntil = Number.NEGATIVE_INFINITY;
    this.#minuteTold = { limit: null, used: null, until: Number.NEGATIVE_INFINITY };
    this.#dayTold = { limit: null, used: null, until: Number.NEGATIVE_INFINITY };
  }

  /** When the vendor's day ends, by the budget's clock. */
  get dayEndsMs(): number {
    this.#roll();
    return this.#dayEnd;
  }

  usage(): BudgetUsage {
    const now = this.#roll();
    return {
      minuteUsed: Math.max(sum(this.#ownSince(now - this.#window(minuteMs))), this.#told(this.#minuteTold, now)),
      minuteLimit: this.#minuteLimit(),
      dayUsed: this.#dayUsed(),
      dayLimit: this.#dayLimit(),
      dollarsToday: sum(this.#dayUnits) * this.#spec.dollarsPerUnit,
      blockedForMs: Math.max(0, this.#blockedUntil - now),
    };
  }

  /** Room that higher classes have not used of what is kept for them is not there for lower ones. */
  #fits(parts: {
    readonly limit: number;
    readonly used: number;
    readonly own: Readonly<Record<FeedPriority, number>>;
    readonly priority: FeedPriority;
    readonly units: number;
  }): boolean {
    const above = priorities.slice(0, priorities.indexOf(parts.priority));
    const kept = above.reduce(
      (total, one) => total + Math.max(0, this.#spec.reserve[one] * parts.limit - parts.own[one]),
      0,
    );
    return parts.used + parts.units + Math.floor(kept) <= parts.limit;
  }

  #read(reading: BudgetReading, { now, ofThisDay }: { readonly now: number; readonly ofThisDay: boolean }): void {
    const inFlight = this.#entries.reduce((total, entry) => total + (entry.endMs === null ? entry.units : 0), 0);
    const used = (told: number | null): number | null => (told === null ? null : told + inFlight);
    if (reading.minuteUsed !== null || reading.minuteLimit !== null) {
      this.#minuteTold = {
        limit: reading.minuteLimit ?? this.#minuteTold.limit,
        used: used(reading.minuteUsed),
        until: now + (reading.minuteResetMs ?? 60_000),
      };
    }
    if (reading.dayUsed !== null || reading.dayLimit !== null) {
      this.#dayTold = {
        limit: reading.dayLimit ?? this.#dayTold.limit,
        used: ofThisDay && !this.#isYesterdays(reading, now) ? used(reading.dayUsed) : this.#dayTold.used,
        until: this.#dayEnd,
      };
    }
  }

  /** By the vendor's clock the day may end a little later than by ours: its old count is more than a new day can hold yet. */
  #isYesterdays({ dayUsed }: BudgetReading, now: number): boolean {
    const perMinute = this.#minuteLimit();
    if (dayUsed === null || perMinute === null || now - this.#dayBegan > clocksDifferMs) return false;
    return dayUsed > sum(this.#dayUnits) + perMinute * Math.ceil(clocksDifferMs / 60_000);
  }

  #window(ms: number): number {
    return ms + slackMs * Math.max(1, this.#clock.speed);
  }

  #told(told: Told, now: number): number {
    return told.used !== null && now < told.until ? told.used : 0;
  }

  #minuteLimit(): number | null {
    return limitOf(this.#spec.perMinute, this.#minuteTold.limit, this.#capped.minute);
  }

  #dayLimit(): number | null {
    return limitOf(this.#spec.perDay, this.#dayTold.limit, this.#capped.day);
  }

  #dayUsed(): number {
    return Math.max(sum(this.#dayUnits), this.#told(this.#dayTold, this.#lastNow));
  }

  #ownSince(sinceMs: number): Record<FeedPriority, number> {
    const own: Record<FeedPriority, number> = { critical: 0, high: 0, normal: 0, low: 0 };
    for (let at = this.#entries.length - 1; at >= 0; at -= 1) {
      const entry = this.#entries[at];
      if (entry && (entry.endMs === null || entry.endMs > sinceMs)) own[entry.priority] += entry.units;
    }
    return own;
  }

  #nextRoom(now: number, windowMs: number): number {
    let first = Number.POSITIVE_INFINITY;
    for (const { endMs } of this.#entries) {
      if (endMs !== null && endMs > now - windowMs) first = Math.min(first, endMs);
    }
    const told = this.#told(this.#minuteTold, now) > 0 ? this.#minuteTold.until - now : Number.POSITIVE_INFINITY;
    const own = first === Number.POSITIVE_INFINITY ? windowMs : first + windowMs - now;
    return Math.max(1, Math.min(own, told, windowMs));
  }

  /** Forgets what is out of every window, begins a new day when it is time, survives a clock set back. */
  #roll(): number {
    const now = this.#clock.now();
    if (now < this.#lastNow - 1_000) {
      for (const entry of this.#entries) if (entry.endMs !== null) entry.endMs = Math.min(entry.endMs, now);
      this.#blockedUntil = Math.min(this.#blockedUntil, now + defaultBlockMs);
      this.#minuteTold.until = Math.min(this.#minuteTold.until, now + 60_000);
      if (now < lastClockTime(this.#lastNow, this.#spec.dayResetsAt)) this.#dayEnd = Number.NEGATIVE_INFINITY;
    }
    this.#lastNow = now;
    if (this.#entries.length > 0 && this.#expired(this.#entries[0], now)) {
      this.#entries = this.#entries.filter((entry) => !this.#expired(entry, now));
    }
    if (now >= this.#dayEnd || this.#dayEnd === Number.NEGATIVE_INFINITY) {
      this.#dayEnd = nextClockTime(now, this.#spec.dayResetsAt);
      this.#dayBegan = lastClockTime(now, this.#spec.dayResetsAt);
      this.#dayUnits = { ...(this.#memory?.recall(this.#dayEnd) ?? { critical: 0, high: 0, normal: 0, low: 0 }) };
      this.#dayTold = { ...this.#dayTold, used: null };
    }
    return now;
  }

  #expired(entry: Entry | undefined, now: number): boolean {
    return entry !== undefined && entry.endMs !== null && entry.endMs <= now - this.#window(minuteMs);
  }
}

function sum(units: Readonly<Record<FeedPriority, number>>): number {
  return units.critical + units.high + units.normal + units.low;
}

function limitOf(spec: number | null, told: number | null, capped: boolean): number | null {
  if (told === null || told <= 0) return spec;
  return capped && spec !== null ? Math.min(spec, told) : told;
}
