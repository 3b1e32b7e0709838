/** Values by key that can be watched as they change: the shape of every `latest` stream. */
export type Topic<Value> = {
  set(key: string, value: Value): void;
  get(key: string): Value | undefined;
  values(): readonly Value[];
  watch(listener: (value: Value) => void, key?: string): () => void;
};

export function createTopic<Value>(): Topic<Value> {
  const current = new Map<string, Value>();
  const listeners = new Set<{ readonly key: string | undefined; readonly tell: (value: Value) => void }>();
  return {
    set: (key, value) => {
      current.set(key, value);
      for (const listener of listeners) if (listener.key === undefined || listener.key === key) listener.tell(value);
    },
    get: (key) => current.get(key),
    values: () => [...current.values()],
    watch: (tell, key) => {
      const listener = { key, tell };
      listeners.add(listener);
      for (const [name, value] of current) if (key === undefined || name === key) tell(value);
      return () => listeners.delete(listener);
    },
  };
}
