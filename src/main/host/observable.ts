/** A value that can be watched; setting it tells everybody at once. */
export type Observable<Value> = {
  get(): Value;
  set(value: Value): void;
  watch(listener: (value: Value) => void): () => void;
};

export function observable<Value>(initial: Value): Observable<Value> {
  let current = initial;
  const listeners = new Set<(value: Value) => void>();
  return {
    get: () => current,
    set: (value) => {
      current = value;
      for (const tell of listeners) tell(value);
    },
    watch: (listener) => {
      listeners.add(listener);
      listener(current);
      return () => listeners.delete(listener);
    },
  };
}
