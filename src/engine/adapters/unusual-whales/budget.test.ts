import { describe, expect, test } from 'vitest';
import type { Endpoint } from '../../ports/vendor.ts';
import { budget, readBudget } from './budget.ts';
import { endpoints } from './endpoints.ts';

/** Twenty tickers and the two indices the product always follows. */
const watched = 22;
const minutesOf = { 'pre-market': 330, regular: 390, 'after-hours': 240, closed: 0 };
const enabled = endpoints.filter((endpoint) => endpoint.enabled);

function requestsARound(endpoint: Endpoint): number {
  const { fanOut, items, expiries } = endpoint;
  if (fanOut === 'symbol') return watched;
  if (fanOut === 'symbol-expiry') return watched * (expiries ? expiries.to - expiries.from + 1 : 0);
  return fanOut === 'item' ? items.length : 1;
}

function roundsADay({ cadence, sessions }: Endpoint): number {
  if ('dailyAt' in cadence) return 1;
  const minutes = sessions.reduce((sum, phase) => sum + minutesOf[phase], 0);
  return Math.ceil((minutes * 60_000) / cadence.everyMs);
}

const requestsADay = (endpoint: Endpoint): number => requestsARound(endpoint) * roundsADay(endpoint) * endpoint.cost;
const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

/** What the busiest minutes of the session ask for when every endpoint keeps its pace. */
function requestsAMinute(endpoint: Endpoint): number {
  const { cadence, sessions } = endpoint;
  if ('dailyAt' in cadence || !sessions.includes('regular')) return 0;
  return (requestsARound(endpoint) * 60_000) / cadence.everyMs;
}

describe('the requests of a day', () => {
  test('are those of 49 endpoints in four tiers', () => {
    const tiers = Map.groupBy(enabled, ({ tier }) => tier);
    const counts = Object.fromEntries([...tiers].map(([tier, each]) => [tier, each.length]));
    expect(counts).toEqual({ critical: 4, frequent: 12, hourly: 14, daily: 19 });
    expect(enabled.length).toBe(49);
  });

  test('leave a fifth of 15,000 for pages, retries and the trader', () => {
    const byTier = [...Map.groupBy(enabled, ({ tier }) => tier)].map(
      ([tier, each]) => [tier, sum(each.map(requestsADay))] as const,
    );
    // The table of docs/feeds/unusual-whales.md.
    expect(Object.fromEntries(byTier)).toEqual({ critical: 3_120, frequent: 6_588, hourly: 1_758, daily: 318 });
    expect(sum(byTier.map(([, requests]) => requests))).toBeLessThanOrEqual((budget.perDay ?? 0) * 0.8);
  });

  test('come at less than a third of 120 a minute', () => {
    expect(sum(enabled.map(requestsAMinute))).toBeLessThanOrEqual((budget.perMinute ?? 0) / 3);
  });

  test('of the critical tier fit into what is kept for it, minute and day', () => {
    const critical = enabled.filter(({ priority }) => priority === 'critical');
    const kept = budget.reserve.critical;
    expect(sum(critical.map(requestsAMinute))).toBeLessThanOrEqual((budget.perMinute ?? 0) * kept);
    expect(sum(critical.map(requestsADay))).toBeLessThanOrEqual((budget.perDay ?? 0) * kept);
  });
});

describe('the counters of an answer', () => {
  const read = (headers: Readonly<Record<string, string>>) => readBudget({ headers });

  test('are all optional', () => {
    expect(read({})).toBeNull();
    expect(read({ 'x-uw-daily-req-count': '7' })).toEqual({
      minuteLimit: null,
      minuteUsed: null,
      minuteResetMs: null,
      dayLimit: null,
      dayUsed: 7,
    });
  });

  test('that are no counts are missing, not zero', () => {
    expect(read({ 'x-uw-daily-req-count': 'n/a', 'x-uw-req-per-minute-reset': '-5' })).toBeNull();
    expect(read({ 'x-uw-daily-req-count': '', 'x-uw-token-req-limit': '1e9' })).toBeNull();
  });
});
