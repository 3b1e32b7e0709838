/** Says true at the second of two presses of the same key within the time. */
export function createDoublePress(withinMs: number): (key: string, atMs: number) => boolean {
  let last: { readonly key: string; readonly atMs: number } | null = null;
  return (key, atMs) => {
    const double = last !== null && last.key === key && atMs - last.atMs <= withinMs;
    last = double ? null : { key, atMs };
    return double;
  };
}
