import { useEffect } from 'react';
import { create } from 'zustand';
import { links } from '../bridge/links.ts';
import { watchlist } from './feeds.ts';
import { useFeed } from './use-feed.ts';

/** US stocks above a dollar; what is assumed until the contract is known. */
const usualTick = 0.01;

/** Steps of instruments that are not on the watchlist, asked for once a page; null while asked. */
const useAsked = create<Readonly<Record<string, number | null>>>(() => ({}));

async function ask(instrument: string): Promise<void> {
  if (instrument in useAsked.getState()) return;
  useAsked.setState({ [instrument]: null });
  const answer = await links().ingestion.call.instrument({ instrument });
  if (answer.ok && answer.value && answer.value.minTick > 0) useAsked.setState({ [instrument]: answer.value.minTick });
}

/** The smallest price step of an instrument: what arrows move by and prices are rounded to. */
export function useTick(instrument: string): number {
  const watched = useFeed(watchlist, ({ items }) => {
    for (const row of items.values()) if (row.instrument?.id === instrument) return row.instrument.minTick;
    return null;
  });
  const asked = useAsked((state) => state[instrument] ?? null);
  const known = useFeed(watchlist, (state) => state.known);
  useEffect(() => {
    if (known && watched === null && instrument !== '') void ask(instrument);
  }, [known, watched, instrument]);
  const tick = watched ?? asked ?? usualTick;
  return tick > 0 ? tick : usualTick;
}
