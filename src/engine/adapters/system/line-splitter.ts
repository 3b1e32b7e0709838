/** Lines of a long answer; null when a line grows beyond the limit. Empty lines are heartbeats and not told. */
export function createLineSplitter(mostBytes: number): (chunk: Uint8Array) => readonly string[] | null {
  const decoder = new TextDecoder('utf-8');
  // A line that comes in a million pieces is put together once, at its end.
  let pieces: string[] = [];
  let waiting = 0;
  return (chunk) => {
    const lines = decoder.decode(chunk, { stream: true }).split('\n');
    const last = lines.pop() ?? '';
    if (lines.length > 0) {
      lines[0] = pieces.join('') + (lines[0] ?? '');
      [pieces, waiting] = [[], 0];
    }
    pieces.push(last);
    waiting += last.length;
    if (waiting > mostBytes || lines.some((line) => line.length > mostBytes)) return null;
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
}
