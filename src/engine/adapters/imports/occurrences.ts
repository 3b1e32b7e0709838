/**
 * Tells equals of one moment apart: two prints with one price and size are two prints. The first keeps its key, so that
 * the same file taken in again gives the same keys.
 */
export function occurrences(): (key: string, timeMs: number) => string {
  let moment = Number.NaN;
  const seen = new Map<string, number>();
  return (key, timeMs) => {
    if (timeMs !== moment) seen.clear();
    moment = timeMs;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : `${key}#${count}`;
  };
}
