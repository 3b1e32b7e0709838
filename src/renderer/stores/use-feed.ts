import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Feed, FeedState } from './feed.ts';

function useRetained<Item>(feed: Feed<Item>, active: boolean): void {
  useEffect(() => (active ? feed.retain() : undefined), [feed, active]);
}

/** Subscribes while mounted and re-renders only when the selected part changes (shallowly). */
export function useFeed<Item, Part>(feed: Feed<Item>, select: (state: FeedState<Item>) => Part): Part {
  useRetained(feed, true);
  return useStore(feed.store, useShallow(select));
}

/** Not `active`, it answers what was known last and costs nothing. */
export function useFeedItem<Item>(feed: Feed<Item>, key: string, active = true): Item | null {
  useRetained(feed, active);
  return useStore(feed.store, (state) => state.items.get(key) ?? null);
}

export function useFeedItems<Item>(feed: Feed<Item>, active = true): ReadonlyMap<string, Item> {
  useRetained(feed, active);
  return useStore(feed.store, (state) => state.items);
}

/** What stands in the way of showing something: for the empty and loading states. */
export function useFeedCondition<Item>(feed: Feed<Item>): Pick<FeedState<Item>, 'phase' | 'failure' | 'known'> {
  return useFeed(feed, ({ phase, failure, known }) => ({ phase, failure, known }));
}
