import type { SessionPhase } from '../../domain/calendar.ts';
import type { Cadence, CadenceTier, Endpoint, FeedPriority, Stream } from '../../ports/vendor.ts';

const marketHours: readonly SessionPhase[] = ['pre-market', 'regular', 'after-hours'];
const anyTime: readonly SessionPhase[] = ['pre-market', 'regular', 'after-hours', 'closed'];

type TierRule = {
  readonly cadence: Cadence;
  readonly priority: FeedPriority;
  readonly sessions: readonly SessionPhase[];
  readonly validForMs: number;
};

/** The four classes of cadence, and what an endpoint of each gets unless it says otherwise. */
const tiers: Readonly<Record<CadenceTier, TierRule>> = {
  critical: { cadence: { everyMs: 30_000 }, priority: 'critical', sessions: ['regular'], validForMs: 120_000 },
  frequent: { cadence: { everyMs: 300_000 }, priority: 'high', sessions: marketHours, validForMs: 900_000 },
  hourly: { cadence: { everyMs: 3_600_000 }, priority: 'normal', sessions: marketHours, validForMs: 3 * 3_600_000 },
  daily: { cadence: { dailyAt: '07:30' }, priority: 'low', sessions: anyTime, validForMs: 3 * 86_400_000 },
};

type EndpointWish = Pick<Endpoint, 'id' | 'title' | 'path' | 'tier' | 'provides' | 'translate'> & Partial<Endpoint>;

/** An endpoint with what it does not say filled in from its tier. */
export function endpoint(wish: EndpointWish): Endpoint {
  return {
    method: 'GET',
    base: 'rest',
    query: {},
    body: null,
    headers: {},
    fanOut: 'none',
    items: [],
    choices: {},
    expiries: null,
    ...tiers[wish.tier],
    after: [],
    cost: 1,
    mostFollowUps: 20,
    conditional: false,
    mostBytes: 32 * 1024 * 1024,
    enabled: true,
    ...wish,
  };
}

type StreamWish = Pick<Stream, 'id' | 'title' | 'path' | 'provides' | 'topics' | 'join' | 'leave' | 'read'> &
  Partial<Stream>;

/** A WebSocket stream with the usual manners: a ping every 20 s, half a minute of silence is death, old facts go first. */
export function stream(wish: StreamWish): Stream {
  return {
    base: 'stream',
    priority: 'critical',
    sessions: marketHours,
    mostTopics: 500,
    connection: 'main',
    greet: () => [],
    heartbeat: { pingEveryMs: 20_000, silenceMs: 30_000, preOpenSilenceMs: 300_000 },
    backPressure: { policy: 'drop-oldest' },
    mostWaiting: 50_000,
    backfill: null,
    session: null,
    sessionRequest: null,
    enabled: true,
    ...wish,
  };
}

/** For files that cover the market: kept are the symbols we watch, or all of them. */
export const whichSymbols: Pick<Endpoint, 'choices'> = { choices: { symbols: ['watched', 'all'] } };
