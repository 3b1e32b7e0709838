import { spanText } from './clock-text.ts';
import type { EndpointRow, VendorRow } from './feed-rows.ts';
import type { VendorFeed } from './vendor-feed.ts';

type Standing = Pick<VendorRow, 'state' | 'reason'>;

function keyState(feed: VendorFeed): VendorRow['credentials'] {
  if (feed.settings.feed.vendor.credentials.every((field) => field.optional)) return 'none-needed';
  if (feed.missingKeys.length > 0) return 'missing';
  return feed.refused === null ? 'present' : 'refused';
}

function standing(feed: VendorFeed, rows: readonly EndpointRow[]): Standing {
  const { blocked } = feed;
  if (!feed.settings.feed.enabled) return { state: 'off', reason: 'disabled in the feeds file' };
  if (blocked !== null) return { state: 'blocked', reason: blocked };
  const { blockedForMs } = feed.budget.usage();
  if (blockedForMs > 0) return { state: 'degraded', reason: `the vendor asked to wait ${spanText(blockedForMs)}` };
  const asked = rows.filter((row) => row.state !== 'off' && row.state !== 'waiting');
  const bad = asked.filter((row) => row.state !== 'live');
  const [first] = bad;
  if (asked.length === 0) {
    const answered = rows.some((row) => row.lastSuccessTime !== null);
    return answered
      ? { state: 'live', reason: 'nothing is due now' }
      : { state: 'starting', reason: 'nothing answered yet' };
  }
  const enabled = rows.filter((row) => row.state !== 'off').length;
  if (!first) {
    const { waiting } = feed.requests;
    const queue = waiting > 0 ? `; ${waiting} request${waiting === 1 ? '' : 's'} wait for the budget` : '';
    return { state: 'live', reason: `${asked.length} of ${enabled} live${queue}` };
  }
  const reason = `${bad.length} of ${asked.length} not live, first ${first.title}: ${first.reason}`;
  return { state: bad.length === asked.length ? 'failing' : 'degraded', reason };
}

/** One vendor in figures and in words, from the rows of its endpoints and streams. */
export function vendorRow(feed: VendorFeed, rows: readonly EndpointRow[]): VendorRow {
  const { vendor } = feed.settings.feed;
  const usage = feed.budget.usage();
  return {
    vendor: vendor.id,
    title: vendor.title,
    summary: vendor.summary,
    ...standing(feed, rows),
    credentials: keyState(feed),
    minuteUsed: usage.minuteUsed,
    minuteLimit: usage.minuteLimit,
    dayUsed: usage.dayUsed,
    dayLimit: usage.dayLimit,
    dollarsToday: usage.dollarsToday,
    rateLimited: feed.requests.rateLimited,
    waiting: feed.requests.waiting,
  };
}
