type Fields = Readonly<Record<string, unknown>>;

/** Two rows that say the same: every field equal, counts by what they count. */
export function sameFields(before: object, after: object): boolean {
  const [known, now] = [before as Fields, after as Fields];
  const names = Object.keys(now);
  return names.length === Object.keys(known).length && names.every((name) => sameValue(known[name], now[name]));
}

function sameValue(before: unknown, after: unknown): boolean {
  if (Object.is(before, after)) return true;
  if (typeof before !== 'object' || typeof after !== 'object' || before === null || after === null) return false;
  return sameFields(before, after);
}
