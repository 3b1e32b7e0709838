import { clockText } from './clock-text.ts';
import { countsOf } from './endpoint-row.ts';
import type { EndpointRow } from './feed-rows.ts';
import { inSession, nextInSession } from './session-times.ts';
import type { StreamGap, StreamState } from './stream-state.ts';
import type { VendorFeed } from './vendor-feed.ts';

type Standing = Pick<EndpointRow, 'state' | 'reason'>;

function details(state: StreamState, nowMs: number): string {
  const { waiting, refusedTopics, topics, topicsLeftOut, recentGaps, unknownFrames } = state;
  const gap = recentGaps.at(-1);
  const parts = [
    `${topics.length} topic${topics.length === 1 ? '' : 's'}`,
    state.lastFrameMs === null ? 'nothing received yet' : '',
    refusedTopics.size > 0 ? `${refusedTopics.size} refused` : '',
    topicsLeftOut > 0 ? `${topicsLeftOut} more than the vendor allows` : '',
    waiting.dropped > 0 ? `${waiting.dropped} facts dropped` : '',
    waiting.conflated > 0 ? `${waiting.conflated} conflated` : '',
    unknownFrames > 0 ? `${unknownFrames} frames nobody knows` : '',
    gap ? `last gap ${clockText(gap.fromMs, nowMs)} to ${clockText(gap.toMs, nowMs)}, ${outcomeOf(gap)}` : '',
  ];
  return parts.filter((part) => part !== '').join(', ');
}

function outcomeOf({ filled, bridgedBy }: StreamGap): string {
  if (filled) return 'filled';
  return bridgedBy === null ? 'open' : `bridged by ${bridgedBy}`;
}

function standing(feed: VendorFeed, state: StreamState): Standing {
  const nowMs = feed.context.clock.now();
  const { stream } = state;
  if (!feed.settings.feed.enabled || !stream.enabled) return { state: 'off', reason: 'disabled' };
  const { blocked } = feed;
  if (blocked !== null) return { state: 'blocked', reason: blocked };
  const connection = feed.streams.connectionOf(state);
  if (connection?.phase === 'refused') {
    const instead = stream.backfill === null ? '' : `; ${stream.backfill} is asked instead`;
    return { state: 'blocked', reason: `${connection.word}${instead}` };
  }
  if (!inSession(nowMs, stream.sessions)) {
    const next = nextInSession(nowMs, stream.sessions);
    return { state: 'waiting', reason: `out of session${next === null ? '' : `; opens ${clockText(next, nowMs)}`}` };
  }
  if (connection?.phase === 'live') return { state: 'live', reason: details(state, nowMs) };
  if (connection?.phase === 'lost')
    return { state: 'failing', reason: `${connection.word}; dialled again within 30 s` };
  return {
    state: 'waiting',
    reason: stream.topics([]).length === 0 && state.effective.symbols.length === 0 ? 'no symbols' : 'connecting',
  };
}

/** One stream in figures and in words. */
export function streamRow(feed: VendorFeed, state: StreamState): EndpointRow {
  const { vendor } = feed.settings.feed;
  const { stream } = state;
  const connection = feed.streams.connectionOf(state);
  const open = connection?.phase === 'lost' || connection?.phase === 'refused';
  return {
    key: `${vendor.id}/${stream.id}`,
    vendor: vendor.id,
    endpoint: stream.id,
    title: stream.title,
    kind: 'stream',
    provides: stream.provides,
    tier: 'stream',
    priority: stream.priority,
    ...standing(feed, state),
    breaker: open ? 'open' : connection?.phase === 'dialling' && state.reconnects > 0 ? 'half-open' : 'closed',
    lastSuccessTime: state.lastFrameMs,
    lastAttemptTime: state.lastAttemptMs,
    nextDueTime: null,
    everyMs: null,
    validForMs: stream.heartbeat.silenceMs,
    latencyP50Ms: null,
    latencyP99Ms: null,
    requests: state.frames,
    facts: state.facts,
    refusals: state.refusals,
    gaps: state.gaps,
    reconnects: state.reconnects,
    errors: countsOf(state.errors),
    lastError: state.lastError,
    unitsToday: 0,
  };
}
