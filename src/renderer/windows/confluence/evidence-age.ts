import type { Score } from '../../../engine/domain/score.ts';

/** Age of the oldest reading the score counts on, in market milliseconds; null when nothing counts. */
export function evidenceAge(score: Pick<Score, 'layers' | 'eventTime'>, now: number): number | null {
  const ages = score.layers.flatMap(({ status, weight, ageMs }) =>
    (status === 'live' || status === 'stale') && weight > 0 && ageMs !== null ? [ageMs] : [],
  );
  return ages.length === 0 ? null : Math.max(...ages) + Math.max(0, now - score.eventTime);
}
