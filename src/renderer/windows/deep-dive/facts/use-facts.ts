import { useEffect, useRef, useState } from 'react';
import type { FactKind } from '../../../../engine/domain/facts/fact.ts';
import { links } from '../../../bridge/links.ts';
import { pacedFrame } from '../../../stores/feed.ts';
import { nothingRead, readFacts, type FactQuery, type FactsState } from './fact-reader.ts';

/** Four times a second is as fast as anybody reads prints. */
const paceMs = 250;

export type FactsView<K extends FactKind> = FactsState<K> & { readonly readOlder: () => void };

/** Facts of a query, which must keep its identity while it asks the same, followed only while `active`. */
export function useFacts<K extends FactKind>(query: FactQuery<K>, active: boolean): FactsView<K> {
  const [state, setState] = useState<FactsState<K>>(nothingRead);
  const reader = useRef<ReturnType<typeof readFacts> | null>(null);
  const shown = useRef<FactQuery<K> | null>(null);
  useEffect(() => {
    // What was shown stays until the same question is answered again.
    if (shown.current !== query) setState(nothingRead);
    shown.current = query;
    if (!active || query.ticker === '') return;
    const { call, watch } = links().ingestion;
    const made = readFacts(query, {
      link: { factsAsOf: call.factsAsOf, facts: watch.facts },
      schedule: pacedFrame(paceMs),
      onChange: (next) =>
        setState((before) => (next.loading && next.readBackToMs === null ? { ...before, phase: next.phase } : next)),
    });
    reader.current = made;
    return () => {
      reader.current = null;
      made.close();
    };
  }, [query, active]);
  return { ...state, readOlder: () => reader.current?.readOlder() };
}
