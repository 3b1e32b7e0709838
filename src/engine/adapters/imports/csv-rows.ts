/** Cells of one line; quotes may hold commas and doubled quotes, as RFC 4180 has it. */
export function csvCells(line: string): readonly string[] {
  if (!line.includes('"')) return line.split(',');
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < line.length; at += 1) {
    const char = line[at] ?? '';
    if (quoted && char === '"' && line[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (char === '"') quoted = !quoted;
    else if (char === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += char;
  }
  return [...cells, cell];
}

/** Lines without their ends, empty ones left out. */
export function* linesOf(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end < 0 ? text.length : end).replace(/\r$/, '');
    if (line.trim() !== '') yield line;
    from = end < 0 ? text.length : end + 1;
  }
}

/** Column names of a header, in small letters and without spaces around them. */
export function columnsOf(header: string): readonly string[] {
  return csvCells(header).map((name) => name.trim().toLowerCase());
}
