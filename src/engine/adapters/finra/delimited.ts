/** A table of text with a header line: pipes in FINRA's files, whatever their ending says, commas in its API's. */
export type Delimited = {
  /** Position of a column by any of its names, written small and without spaces; -1 = there is none. */
  column(...names: readonly string[]): number;
  readonly width: number;
  /** Line by line, so that a file of ten thousand rows never exists as objects. */
  rows(): Iterable<readonly string[]>;
};

const mostCell = 400;

/** Commas inside quotes belong to the name. */
function commaCells(line: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (const character of line) {
    if (character === '"') quoted = !quoted;
    else if (character === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else if (cell.length < mostCell) cell += character;
  }
  cells.push(cell);
  return cells;
}

function* linesOf(text: string, from: number): Iterable<string> {
  for (let start = from; start < text.length;) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end < 0 ? text.length : end).replace(/\r$/, '');
    start = end < 0 ? text.length : end + 1;
    if (line.trim() !== '') yield line;
  }
}

/** Null when the first line is no header of several columns. */
export function readDelimited(text: string): Delimited | null {
  const end = text.indexOf('\n');
  const header = text
    .slice(0, end < 0 ? text.length : end)
    .replace(/^\ufeff/, '')
    .trim();
  if (header.length > 4_096) return null;
  const cells = header.includes('|') ? (line: string) => line.split('|') : commaCells;
  const names = cells(header).map((name) => name.toLowerCase().replaceAll(/\s/g, ''));
  if (names.length < 2) return null;
  return {
    width: names.length,
    column: (...wanted) => wanted.map((name) => names.indexOf(name)).find((index) => index >= 0) ?? -1,
    *rows() {
      if (end >= 0) for (const line of linesOf(text, end + 1)) yield cells(line);
    },
  };
}
