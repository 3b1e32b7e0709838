import type { LatestListener, Watch } from '../../src/engine/link/api.ts';

export type LatestRows<Item> = {
  /** What the stream holds now. */
  rows(): readonly Item[];
  row(key: string): Item | undefined;
  /** Every item that ever arrived, in order. */
  readonly seen: readonly Item[];
  close(): void;
};

/** Keeps the rows of a `latest` stream as a window would. */
export function latestRows<Item, Params extends object>(
  watch: (params: Params, listener: LatestListener<Item>) => Watch,
  { params, keyOf }: { readonly params: Params; readonly keyOf: (item: Item) => string },
): LatestRows<Item> {
  const held = new Map<string, Item>();
  const seen: Item[] = [];
  const subscription = watch(params, {
    onChange: ({ items, gone, snapshot }) => {
      if (snapshot) held.clear();
      for (const item of items) {
        held.set(keyOf(item), item);
        seen.push(item);
      }
      for (const key of gone) held.delete(key);
    },
  });
  return {
    rows: () => [...held.values()],
    row: (key) => held.get(key),
    seen,
    close: () => subscription.close(),
  };
}
