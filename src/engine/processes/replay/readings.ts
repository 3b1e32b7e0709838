import type { Fact } from '../../domain/facts/fact.ts';
import { factsOfRecorded } from '../../ingestion/recorded-facts.ts';
import type { RecordedSession } from '../../ports/recording.ts';
import type { Vendor } from '../../ports/vendor.ts';

/** What one recorded item means to its vendor's translator now. */
export type Reading = {
  /** When it was received. */
  readonly time: number;
  readonly facts: readonly Fact[];
  /** Why parts of it are no facts. */
  readonly refusals: readonly string[];
};

/** A recording read item by item, in order. */
export async function* readingsOf(session: RecordedSession, vendors: readonly Vendor[]): AsyncGenerator<Reading> {
  for await (const item of session.items()) {
    const { facts, refusals } = factsOfRecorded(item, vendors);
    yield { time: item.receivedTime, facts, refusals: refusals.map(({ reason }) => reason) };
  }
}
