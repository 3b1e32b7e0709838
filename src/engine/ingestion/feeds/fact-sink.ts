import type { StoredFact } from '../../domain/facts/fact.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { Log } from '../../ports/log.ts';
import { factFault } from './fact-fault.ts';
import type { FactSink } from './feed-types.ts';

/** Facts that go to the store in one turn: enough to be cheap, few enough that a tick does not wait behind them. */
export const factsPerTurn = 250;

/** Keeps facts and tells whoever listens of new ones. A fact with a bad number is refused here, whoever made it. */
export function createFactSink(store: Pick<FactStore, 'append'>, log: Log): FactSink {
  const listeners = new Set<(facts: readonly StoredFact[]) => void>();

  function tell(stored: readonly StoredFact[]): void {
    if (stored.length === 0) return;
    for (const listener of listeners) {
      try {
        listener(stored);
      } catch (error) {
        log.error('a reader of facts failed', { error: String(error) });
      }
    }
  }

  return {
    take: (facts) => {
      const sound = facts.filter((fact) => factFault(fact) === null);
      const refused = facts.length - sound.length;
      if (sound.length === 0) return { ok: true, fresh: 0, refused };
      const kept = store.append(sound);
      if (!kept.ok) return { ok: false, message: kept.failure.message };
      tell(kept.value.stored);
      return { ok: true, fresh: kept.value.stored.length, refused };
    },
    onStored: (listener) => {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
  };
}
