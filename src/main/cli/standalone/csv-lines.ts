export type CsvLine = { readonly line: number; readonly cells: readonly string[] };

/** Splits comma-separated text (RFC 4180 quotes) into its non-empty lines; `line` counts from 1 as an editor does. */
export function csvLines(text: string): readonly CsvLine[] {
  const lines: CsvLine[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    if (raw.trim() !== '')
      lines.push({ line: index + 1, cells: raw.includes('"') ? quotedCells(raw) : raw.split(',') });
  }
  return lines;
}

function quotedCells(raw: string): readonly string[] {
  const cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let at = 0; at < raw.length; at += 1) {
    const letter = raw[at];
    if (letter === '"' && quoted && raw[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (letter === '"') quoted = !quoted;
    else if (letter === ',' && !quoted) {
      cells.push(cell);
      cell = '';
    } else cell += letter;
  }
  return [...cells, cell];
}
