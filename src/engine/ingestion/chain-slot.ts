import type { OptionRow } from '../domain/chain.ts';
import type { Instrument } from '../domain/instrument.ts';

/** One option that is wanted, and how far it has been looked at. */
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
