import type { StoredFact } from '../../domain/facts/fact.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { Log } from '../../ports/log.ts';
import { factFault } from './fact-fault.ts';
import type { FactSink } from './feed-types.ts';

/** Rows of one transaction: long enough to be cheap, short enough that the market is not held up. */
const mostAtOnce = 2_000;

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
      let fresh = 0;
      for (let from = 0; from < sound.length; from += mostAtOnce) {
        const kept = store.append(sound.slice(from, from + mostAtOnce));
        if (!kept.ok) return { ok: false, message: kept.failure.message };
        fresh += kept.value.stored.length;
        tell(kept.value.stored);
      }
      return { ok: true, fresh, refused: facts.length - sound.length };
    },
    onStored: (listener) => {
      listeners.add(listener);
      return { close: () => void listeners.delete(listener) };
    },
  };
}
