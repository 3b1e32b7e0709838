import type { Settings } from '../../contract/settings-schema.ts';
import type { RetentionClass } from '../../domain/facts/retention.ts';
import { createFactKeeper } from '../../ingestion/fact-keeper.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import type { NightlyArchive } from './nightly-archive.ts';

function daysOf({ retention }: Settings): Readonly<Record<RetentionClass, number>> {
  return {
    tick: retention.tickDays,
    intraday: retention.intradayDays,
    daily: retention.dailyDays,
    reference: retention.referenceDays,
  };
}

/** Forgets old facts by class, as the settings of the moment say, behind the archive where there is one. */
export function keepFacts(
  context: Pick<ProcessContext, 'clock' | 'log' | 'settings'>,
  facts: Pick<FactStore, 'countKept' | 'prune' | 'vacuumStep'>,
  archive: Pick<NightlyArchive, 'archivedUntilMs'>,
): { close(): void } {
  const { clock, log, settings } = context;
  const keeper = createFactKeeper({
    store: facts,
    clock,
    log,
    days: () => daysOf(settings()),
    archivedUntilMs: () => archive.archivedUntilMs(),
  });
  keeper.round();
  return keeper;
}
