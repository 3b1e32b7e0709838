/** Keeps the `limit` most recently used values; everything in it can be computed again. */
export type BoundedCache<Value> = {
  get(key: string, make: () => Value): Value;
  clear(): void;
};

export function createBoundedCache<Value>(limit: number): BoundedCache<Value> {
  const entries = new Map<string, { readonly value: Value }>();
  return {
    get(key, make) {
      const known = entries.get(key);
      const entry = known ?? { value: make() };
      // Map order is insertion order: re-inserting marks the entry as newest.
      if (known) entries.delete(key);
      entries.set(key, entry);
      if (entries.size > limit) {
        const oldest = entries.keys().next();
        if (!oldest.done) entries.delete(oldest.value);
      }
      return entry.value;
    },
    clear: () => entries.clear(),
  };
}
