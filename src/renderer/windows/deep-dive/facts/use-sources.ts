import { useMemo } from 'react';
import type { FactKind } from '../../../../engine/domain/facts/fact.ts';
import { endpoints, vendors } from '../../../stores/feeds.ts';
import { useFeedItems } from '../../../stores/use-feed.ts';
import { sourcesOf, type FactSource } from './fact-sources.ts';

/** `kinds` must keep its identity. */
export function useSources(kinds: readonly FactKind[], active: boolean): readonly FactSource[] {
  const known = useFeedItems(vendors, active);
  const rows = useFeedItems(endpoints, active);
  return useMemo(() => sourcesOf(kinds, { vendors: known.values(), endpoints: rows.values() }), [kinds, known, rows]);
}
