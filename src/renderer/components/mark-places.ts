type Mark = { readonly at: number; readonly label: string };
type Placed = Mark & { readonly row: number; readonly anchor: 'start' | 'end' };

/** Average width of a character of an 11 px label. */
const character = 6.2;

/** Puts labels of vertical marks beside their line, away from the edge, and into rows so that none covers another. Pixels. */
export function markPlaces(marks: readonly Mark[], right: number): readonly Placed[] {
  const taken: { readonly row: number; readonly from: number; readonly to: number }[] = [];
  return marks.map((mark) => {
    const width = mark.label.length * character + 8;
    const anchor = mark.at + width > right ? 'end' : 'start';
    const [from, to] = anchor === 'end' ? [mark.at - width, mark.at] : [mark.at, mark.at + width];
    let row = 0;
    while (taken.some((other) => other.row === row && other.from < to && other.to > from)) row += 1;
    taken.push({ row, from, to });
    return { ...mark, row, anchor };
  });
}
