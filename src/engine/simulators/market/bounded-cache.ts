/** Keeps the `limit` most recently used values; everything in it can be computed again. */
export type BoundedCache<Value> = {
  get(key: string, make: () => Value): Value;
  clear(): void;
};

export function createBoundedCache<Value>(limit: number): BoundedCache<Value> {
  const entries = new Map<string, { readonly value: Value }>();
  let newest: string | null = null;
  return {
    get(key, make) {
      const known = entries.get(key);
      // Asked for again and again, the newest stays where it is.
      if (known && key === newest) return known.value;
      const entry = known ?? { value: make() };
      // Map order is insertion order: re-inserting marks the entry as newest.
      if (known) entries.delete(key);
      entries.set(key, entry);
      newest = key;
      if (entries.size > limit) {
        const oldest = entries.keys().next();
        if (!oldest.done) entries.delete(oldest.value);
      }
      return entry.value;
    },
    clear: () => {
      entries.clear();
      newest = null;
    },
  };
}
