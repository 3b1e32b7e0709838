import type { EndpointState } from './endpoint-state.ts';
import { jobOf, urgent, type FeedJob } from './feed-job.ts';
import type { FeedContext } from './feed-types.ts';
import { HoleFill } from './hole-fill.ts';
import type { StreamGap, StreamState } from './stream-state.ts';

type Hole = {
  readonly state: StreamState;
  readonly gap: StreamGap;
  /** What can be asked instead of the stream. */
  readonly endpoint: EndpointState;
  readonly expiriesOf: FeedContext['expiriesOf'];
};

/** Clocks of two machines differ: a hole is filled from a little before it began. */
const overlapMs = 2_000;

/** The requests for what a lost connection missed, one for each symbol it was following. */
export function fillingJobs({ state, gap, endpoint, expiriesOf }: Hole): readonly FeedJob[] {
  const fromMs = Math.max(0, Math.floor(gap.fromMs) - overlapMs);
  const since = { 'newer-than-ms': String(fromMs), 'newer-than-s': String(Math.floor(fromMs / 1000)) };
  const places = endpoint.targets.filter(
    ({ symbol }) => symbol === '' || state.topics.some((topic) => topic.symbol === '' || topic.symbol === symbol),
  );
  // Minutes stand for trades that are lost: nothing but the same kinds of facts closes a hole.
  const isSame = state.stream.provides.every((kind) => endpoint.effective.endpoint.provides.includes(kind));
  const hole = new HoleFill(places.length, () =>
    Object.assign(gap, isSame ? { filled: true } : { bridgedBy: endpoint.id }),
  );
  return places.map(({ symbol, item, expiryRank }) => ({
    ...jobOf(endpoint, {
      target: null,
      priority: urgent(state.stream.priority, endpoint),
      parameters: { ...item, ...since },
    }),
    symbol,
    expiry: expiryRank === null ? null : (expiriesOf(symbol)[expiryRank] ?? null),
    hole,
  }));
}
