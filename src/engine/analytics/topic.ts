/** Told of every value of a topic, and of keys that are no more. */
export type TopicReceiver<Value> = { set(value: Value): void; remove(key: string): void };

/** Values by key that can be watched as they change: the shape of every `latest` stream. */
export type Topic<Value> = {
  set(key: string, value: Value): void;
  remove(key: string): void;
  get(key: string): Value | undefined;
  values(): readonly Value[];
  /** What is known comes at once; without `key`, all of it. */
  watch(receiver: TopicReceiver<Value>, key?: string): () => void;
};

export function createTopic<Value>(): Topic<Value> {
  const current = new Map<string, Value>();
  const watchers = new Set<{ readonly key: string | undefined; readonly receiver: TopicReceiver<Value> }>();
  const of = (key: string) => [...watchers].filter((watcher) => watcher.key === undefined || watcher.key === key);
  return {
    set: (key, value) => {
      current.set(key, value);
      for (const { receiver } of of(key)) receiver.set(value);
    },
    remove: (key) => {
      if (current.delete(key)) for (const { receiver } of of(key)) receiver.remove(key);
    },
    get: (key) => current.get(key),
    values: () => [...current.values()],
    watch: (receiver, key) => {
      const watcher = { key, receiver };
      watchers.add(watcher);
      for (const [name, value] of current) if (key === undefined || name === key) receiver.set(value);
      return () => watchers.delete(watcher);
    },
  };
}
