import { useEffect } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import type { Feed, FeedState } from './feed.ts';

/** Subscribes while mounted and re-renders only when the selected part changes (shallowly). */
export function useFeed<Item, Part>(feed: Feed<Item>, select: (state: FeedState<Item>) => Part): Part {
  useEffect(() => feed.retain(), [feed]);
  return useStore(feed.store, useShallow(select));
}

export function useFeedItem<Item>(feed: Feed<Item>, key: string): Item | null {
  useEffect(() => feed.retain(), [feed]);
  return useStore(feed.store, (state) => state.items.get(key) ?? null);
}

export function useFeedItems<Item>(feed: Feed<Item>): ReadonlyMap<string, Item> {
  useEffect(() => feed.retain(), [feed]);
  return useStore(feed.store, (state) => state.items);
}

/** What stands in the way of showing something: for the empty and loading states. */
export function useFeedCondition<Item>(feed: Feed<Item>): Pick<FeedState<Item>, 'phase' | 'failure' | 'known'> {
  return useFeed(feed, ({ phase, failure, known }) => ({ phase, failure, known }));
}
