import type { Score } from '../../../engine/domain/score.ts';
import type { LayerId } from '../../../engine/domain/signal.ts';

/** Reports come weekly or twice a month: days old is as new as they get, and would hide a market that stands still. */
const reports: ReadonlySet<LayerId> = new Set(['insider-buying', 'short-interest']);

/**
 * Age of the oldest market reading the score counts on, in market milliseconds; of the oldest report where there is no
 * other; null when nothing counts.
 */
export function evidenceAge(score: Pick<Score, 'layers' | 'eventTime'>, now: number): number | null {
  const counted = score.layers.filter(
    ({ status, weight, ageMs }) => (status === 'live' || status === 'stale') && weight > 0 && ageMs !== null,
  );
  const market = counted.filter(({ layer }) => !reports.has(layer));
  const ages = (market.length > 0 ? market : counted).map(({ ageMs }) => ageMs ?? 0);
  return ages.length === 0 ? null : Math.max(...ages) + Math.max(0, now - score.eventTime);
}
