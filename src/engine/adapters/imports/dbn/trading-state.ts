import type { DbnCursor } from './dbn-cursor.ts';

/** `session`: not trading because of the hour. */
type State = 'trading' | 'halted' | 'session';

/** Pre-open, pre-cross, cross, rotation, pre-close, close, post-close, not available: that nothing trades then is no halt. */
const sessionActions = new Set([1, 2, 4, 5, 11, 12, 13, 15]);
/** Halt, pause, suspend. */
const haltingActions = new Set([8, 9, 10]);
const tradingAction = 7;
const tradingAt = 30;
const [yes, no] = ['Y'.charCodeAt(0), 'N'.charCodeAt(0)];

/**
 * Whether an instrument is halted after each of its notices. Most say whether it trades; a new short-sale restriction or
 * indicated price in the middle of a halt does not end it, and so one is remembered until trading is said to go on.
 */
export function tradingStates(): (cursor: DbnCursor) => boolean | null {
  const states = new Map<string, State>();
  return (cursor) => {
    const key = `${cursor.publisherId}:${cursor.instrumentId}`;
    const state = next(states.get(key) ?? null, cursor.u16(24), cursor.u8(tradingAt));
    if (state === null) return null;
    states.set(key, state);
    return state === 'halted';
  };
}

/** Null where a notice says nothing of it and none before it did. */
function next(before: State | null, action: number, told: number): State | null {
  if (told === yes) return 'trading';
  if (haltingActions.has(action)) return 'halted';
  if (action === tradingAction && told !== no) return 'trading';
  if (before === 'halted') return 'halted';
  if (sessionActions.has(action)) return 'session';
  // Trading stopped, and no hour is the reason.
  return told === no && before !== 'session' ? 'halted' : before;
}
