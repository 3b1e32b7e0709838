import { clockText, spanText } from './clock-text.ts';
import type { EndpointState } from './endpoint-state.ts';
import type { EndpointRow } from './feed-rows.ts';
import { inSession, nextInSession } from './session-times.ts';
import type { Target } from './target.ts';
import type { VendorFeed } from './vendor-feed.ts';

type Standing = Pick<EndpointRow, 'state' | 'reason'>;

const isLate = (target: Target, validForMs: number, nowMs: number): boolean =>
  target.succeededMs !== null && nowMs - target.succeededMs > validForMs;

function failing(endpoint: EndpointState, nowReal: number): Standing {
  const waitMs = endpoint.breaker.waitMs(nowReal);
  const again = waitMs === null || waitMs <= 0 ? '' : `; tried again in ${spanText(waitMs)}`;
  return { state: 'failing', reason: `${endpoint.lastError}${again}` };
}

function waiting(feed: VendorFeed, endpoint: EndpointState, nowMs: number): Standing | null {
  const spec = endpoint.effective.endpoint;
  const needed = feed.waitsFor(spec.after);
  if (needed !== null) return { state: 'waiting', reason: `needs an answer of ${needed} first` };
  if (endpoint.targets.length === 0) {
    const followUp = spec.fanOut === 'item';
    return {
      state: 'waiting',
      reason: followUp ? 'asked when another answer names something' : 'no symbols to ask for',
    };
  }
  if (!inSession(nowMs, spec.sessions)) {
    const next = nextInSession(nowMs, spec.sessions);
    const at = next === null ? '' : `; asked again from ${clockText(next, nowMs)}`;
    return { state: 'waiting', reason: `out of session${at}` };
  }
  return null;
}

function live(endpoint: EndpointState, nowMs: number): Standing {
  const { validForMs } = endpoint.effective.endpoint;
  const late = endpoint.targets.filter((target) => isLate(target, validForMs, nowMs)).length;
  const answered = endpoint.targets.filter((target) => target.succeededMs !== null).length;
  if (late > 0) {
    const of = endpoint.targets.length > 1 ? ` for ${late} of ${endpoint.targets.length}` : '';
    return {
      state: 'late',
      reason: `older than ${spanText(validForMs)}${of}${endpoint.lastError === '' ? '' : `: ${endpoint.lastError}`}`,
    };
  }
  if (endpoint.lastSuccessMs === null) return { state: 'waiting', reason: 'not answered yet' };
  const part = answered < endpoint.targets.length ? `; ${answered} of ${endpoint.targets.length} answered so far` : '';
  const standIn = endpoint.standIn ? '; asked often while the stream is down' : '';
  const word = endpoint.lastWord === '' ? '' : `, ${endpoint.lastWord}`;
  const leftOut =
    endpoint.leftOut === 0
      ? ''
      : `; ${endpoint.leftOut} further ${endpoint.leftOut === 1 ? 'request' : 'requests'} left out`;
  return {
    state: 'live',
    reason: `answered ${clockText(endpoint.lastSuccessMs, nowMs)}${word}${part}${standIn}${leftOut}`,
  };
}

function standing(feed: VendorFeed, endpoint: EndpointState): Standing {
  const { clock } = feed.context;
  const nowMs = clock.now();
  if (!feed.settings.feed.enabled || !endpoint.effective.endpoint.enabled) {
    return { state: 'off', reason: 'disabled' };
  }
  const { blocked } = feed;
  if (blocked !== null) return { state: 'blocked', reason: blocked };
  const lacks = feed.lacks(endpoint);
  if (lacks !== null) return { state: 'off', reason: lacks };
  const { stopped } = endpoint.breaker;
  if (stopped !== null) return { state: 'blocked', reason: `${stopped}; asked again when the key or the file changes` };
  if (endpoint.failing || endpoint.breaker.state(clock.monotonicMs()) !== 'closed') {
    return failing(endpoint, clock.monotonicMs());
  }
  return waiting(feed, endpoint, nowMs) ?? live(endpoint, nowMs);
}

function nextDue(endpoint: EndpointState): number | null {
  if (endpoint.targets.length === 0 || !endpoint.effective.endpoint.enabled) return null;
  return Math.min(...endpoint.targets.map((target) => target.dueMs));
}

/** One endpoint in figures and in words. */
export function endpointRow(feed: VendorFeed, endpoint: EndpointState): EndpointRow {
  const { vendor } = feed.settings.feed;
  const spec = endpoint.effective.endpoint;
  const latency = endpoint.latencies.summary();
  return {
    key: `${vendor.id}/${spec.id}`,
    vendor: vendor.id,
    endpoint: spec.id,
    title: spec.title,
    kind: 'endpoint',
    provides: spec.provides,
    tier: spec.tier,
    priority: spec.priority,
    ...standing(feed, endpoint),
    breaker: endpoint.breaker.state(feed.context.clock.monotonicMs()),
    lastSuccessTime: endpoint.lastSuccessMs,
    lastAttemptTime: endpoint.lastAttemptMs,
    nextDueTime: nextDue(endpoint),
    everyMs: 'everyMs' in endpoint.cadence ? endpoint.cadence.everyMs : null,
    validForMs: spec.validForMs,
    latencyP50Ms: latency?.p50Ms ?? null,
    latencyP99Ms: latency?.p99Ms ?? null,
    requests: endpoint.requests,
    facts: endpoint.facts,
    refusals: endpoint.refusals,
    gaps: 0,
    reconnects: 0,
    errors: countsOf(endpoint.errors),
    lastError: endpoint.lastError,
    unitsToday: endpoint.unitsToday(feed.budget.dayEndsMs),
  };
}

export function countsOf(errors: Partial<Record<string, number>>): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(errors).map(([kind, count]) => [kind, count ?? 0]));
}
