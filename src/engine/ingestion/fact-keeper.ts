import { retentionClasses, type RetentionClass } from '../domain/facts/retention.ts';
import type { Clock } from '../ports/clock.ts';
import type { FactStore } from '../ports/fact-store.ts';
import type { Log } from '../ports/log.ts';

export type FactKeeperOptions = {
  readonly store: Pick<FactStore, 'countKept' | 'prune' | 'vacuumStep'>;
  readonly clock: Pick<Clock, 'now' | 'every' | 'after'>;
  readonly log: Log;
  /** Days a class is kept. */
  days(): Readonly<Record<RetentionClass, number>>;
  /** What arrived before this is in an archive; null = nobody archives, and days alone decide. */
  archivedUntilMs(): number | null;
};

const dayMs = 86_400_000;
const roundMs = 3_600_000;
const stepMs = 250;
/** Facts wait this many times their days for an archive that does not come: a full disk would be worse. */
const patience = 2;

/** Forgets old facts once an hour in small steps, each followed by its pages, so that nothing that arrives has to wait. */
export function createFactKeeper(options: FactKeeperOptions): { round(): void; close(): void } {
  const { clock } = options;
  let cancel = (): void => undefined;
  const from = (index: number): void => {
    const retention = retentionClasses[index];
    if (retention === undefined) return;
    const again = forgetSome(options, retention);
    cancel = clock.after(stepMs, () => from(again ? index : index + 1));
  };
  const round = (): void => {
    cancel();
    const counted = options.store.countKept(clock.now());
    if (!counted.ok) options.log.error('kept facts not counted', { code: counted.failure.code });
    from(0);
  };
  const stop = clock.every(roundMs, round);
  return {
    round,
    close: () => {
      stop();
      cancel();
    },
  };
}

/** True when there may be more. */
function forgetSome(options: FactKeeperOptions, retention: RetentionClass): boolean {
  const { store, log } = options;
  const pruned = store.prune(retention, forgottenBefore(options, retention));
  const freed = pruned.ok && pruned.value.forgotten > 0 ? store.vacuumStep() : pruned;
  if (freed.ok) return pruned.ok && pruned.value.hasMore;
  log.error('old facts not forgotten', { retention, code: freed.failure.code, detail: freed.failure.message });
  return false;
}

function forgottenBefore({ clock, days, archivedUntilMs }: FactKeeperOptions, retention: RetentionClass): number {
  const now = clock.now();
  const age = days()[retention] * dayMs;
  const archived = archivedUntilMs();
  return archived === null ? now - age : Math.max(Math.min(now - age, archived), now - patience * age);
}
