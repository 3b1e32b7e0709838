import type { GridRow, Grouping, SymbolRow } from './grid-row.ts';
import { sectorOf } from './sectors.ts';

const directions = ['bullish', 'bearish', 'neutral', 'no score'];

export function groupOf(row: SymbolRow, grouping: Grouping): string {
  if (grouping === 'sector') return sectorOf(row.ticker);
  return grouping === 'direction' ? (row.score?.score.direction ?? 'no score') : '';
}

function rankOfGroup(group: string, grouping: Grouping): string {
  return grouping === 'direction' ? String(directions.indexOf(group)) : group === 'Unclassified' ? '￿' : group;
}

type Ordering = { readonly grouping: Grouping; readonly pinned: ReadonlySet<string> };

/**
 * Final order of already sorted rows: pinned symbols first, then group by group, each opened explanation right below its symbol.
 * The order among symbols is kept.
 */
export function arrangeRows<R>(
  sorted: readonly R[],
  dataOf: (item: R) => GridRow | undefined,
  { grouping, pinned }: Ordering,
): readonly R[] {
  const details = new Map<string, R>();
  const headers = new Map<string, R>();
  const symbols: { readonly item: R; readonly row: SymbolRow }[] = [];
  for (const item of sorted) {
    const row = dataOf(item);
    if (row?.kind === 'detail') details.set(row.ticker, item);
    else if (row?.kind === 'group') headers.set(row.group, item);
    else if (row) symbols.push({ item, row });
  }
  const withDetail = ({ item, row }: (typeof symbols)[number]): readonly R[] => {
    const detail = details.get(row.ticker);
    return detail === undefined ? [item] : [item, detail];
  };
  const first = symbols.filter(({ row }) => pinned.has(row.ticker));
  const rest = symbols.filter(({ row }) => !pinned.has(row.ticker));
  const groups = [...Map.groupBy(rest, ({ row }) => groupOf(row, grouping))].toSorted(([one], [other]) =>
    rankOfGroup(one, grouping).localeCompare(rankOfGroup(other, grouping)),
  );
  return [
    ...first.flatMap(withDetail),
    ...groups.flatMap(([group, entries]) => {
      const header = headers.get(group);
      return [...(header === undefined ? [] : [header]), ...entries.flatMap(withDetail)];
    }),
  ];
}
