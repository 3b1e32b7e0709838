import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LatestListener, Watch, WatchState } from '../../engine/link/api.ts';
import type { Failure } from '../../engine/domain/outcome.ts';

export type FeedState<Item> = {
  readonly items: ReadonlyMap<string, Item>;
  /** `waiting` until the first snapshot and again while the link is lost; what is shown then is old. */
  readonly phase: WatchState;
  readonly failure: Failure | null;
  /** True once a snapshot has arrived: an empty map then means "none", before it means "not known". */
  readonly known: boolean;
};

/** The newest item by key of one `latest` stream, shared by every component that looks at it. */
export type Feed<Item> = {
  readonly store: StoreApi<FeedState<Item>>;
  /** Keeps the subscription open; the answer releases it. */
  retain(): () => void;
};

export type FeedSource<Item> = {
  readonly keyOf: (item: Item) => string;
  readonly watch: (listener: LatestListener<Item>) => Watch;
  readonly schedule?: (task: () => void) => void;
  /** How long a subscription outlives its last reader: panels that move keep it. */
  readonly lingerMs?: number;
};

export function nextFrame(task: () => void): void {
  if (document.hidden) setTimeout(task, 250);
  else requestAnimationFrame(task);
}

/** The next frame, then none for `everyMs`: for what redraws a whole form with each change. */
export function pacedFrame(everyMs: number): (task: () => void) => void {
  let restUntilMs = 0;
  return (task) => {
    const run = (): void => {
      restUntilMs = performance.now() + everyMs;
      task();
    };
    const waitMs = restUntilMs - performance.now();
    if (waitMs <= 0) nextFrame(run);
    else setTimeout(() => nextFrame(run), waitMs);
  };
}

export function createFeed<Item>(source: FeedSource<Item>): Feed<Item> {
  const store = createStore<FeedState<Item>>(() => ({
    items: new Map(),
    phase: 'waiting',
    failure: null,
    known: false,
  }));
  const schedule = source.schedule ?? nextFrame;
  let pending: Map<string, Item> | null = null;
  let readers = 0;
  let watch: Watch | null = null;

  const commit = (): void => {
    if (!pending) return;
    const items = pending;
    pending = null;
    store.setState({ items, known: true });
  };
  const listener: LatestListener<Item> = {
    onState: (phase, failure) => store.setState({ phase, failure }),
    onChange({ items, gone, snapshot }) {
      if (!pending) schedule(commit);
      const next: Map<string, Item> = snapshot ? new Map() : (pending ?? new Map(store.getState().items));
      for (const key of gone) next.delete(key);
      for (const item of items) next.set(source.keyOf(item), item);
      pending = next;
    },
  };
  const release = (): void => {
    readers -= 1;
    setTimeout(() => {
      if (readers > 0 || !watch) return;
      watch.close();
      watch = null;
      store.setState({ phase: 'waiting' });
    }, source.lingerMs ?? 3_000);
  };
  return {
    store,
    retain() {
      readers += 1;
      watch ??= source.watch(listener);
      let released = false;
      return () => {
        if (!released) release();
        released = true;
      };
    },
  };
}

/** One feed for each parameter, made when first asked for. */
export function feedFamily<Item>(make: (parameter: string) => Feed<Item>): (parameter: string) => Feed<Item> {
  const made = new Map<string, Feed<Item>>();
  return (parameter) => {
    const known = made.get(parameter) ?? make(parameter);
    made.set(parameter, known);
    return known;
  };
}
