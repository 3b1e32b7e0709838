type Arranging = {
  /** While true the rows stay where they were. */
  readonly held: boolean;
  /** Names what is sorted by; another one is the trader's own wish and always goes through. */
  readonly sortedBy: string;
};

/** Remembers the last free order of rows and gives it back while it is held; rows that are new come last. */
export function createHeldOrder(): <R>(
  sorted: readonly R[],
  idOf: (item: R) => string,
  how: Arranging,
) => readonly R[] {
  let places: ReadonlyMap<string, number> = new Map();
  let lastSortedBy: string | null = null;
  return (sorted, idOf, { held, sortedBy }) => {
    if (held && sortedBy === lastSortedBy && places.size > 0) {
      const place = (id: string): number => places.get(id) ?? places.size;
      return sorted.toSorted((one, other) => place(idOf(one)) - place(idOf(other)));
    }
    lastSortedBy = sortedBy;
    places = new Map(sorted.map((item, index) => [idOf(item), index]));
    return sorted;
  };
}
