function scoreOf(text: string, query: string): number | null {
  const lower = text.toLowerCase();
  let at = -1;
  let points = 0;
  for (const letter of query) {
    const next = lower.indexOf(letter, at + 1);
    if (next < 0) return null;
    const startsWord = next === 0 || lower[next - 1] === ' ';
    points += next === at + 1 ? 3 : startsWord ? 2 : 0;
    // Prefer the start of a later word over a letter inside this one.
    const word = startsWord ? -1 : lower.indexOf(` ${letter}`, at + 1);
    at = word >= 0 && next !== at + 1 ? word + 1 : next;
    if (word >= 0 && next !== at) points += 2;
  }
  return points + (lower.startsWith(query) ? 10 : 0) + (lower.includes(query) ? 6 : 0) - lower.length / 100;
}

/** Items whose text holds the letters in order, best first, whether or not words are typed with hyphens; an empty query keeps everything as it is. */
export function fuzzyRank<T>(items: readonly T[], query: string, textOf: (item: T) => string): readonly T[] {
  const wanted = query
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '');
  if (wanted === '') return items;
  return items
    .map((item) => ({ item, points: scoreOf(textOf(item), wanted) }))
    .filter((each): each is { readonly item: T; readonly points: number } => each.points !== null)
    .toSorted((one, other) => other.points - one.points)
    .map(({ item }) => item);
}
