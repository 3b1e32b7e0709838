/** Lines of a long answer; null when a line grows beyond the limit. Empty lines are heartbeats and not told. */
export function createLineSplitter(mostBytes: number): (chunk: Uint8Array) => readonly string[] | null {
  const decoder = new TextDecoder('utf-8');
  let rest = '';
  return (chunk) => {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > mostBytes || lines.some((line) => line.length > mostBytes)) return null;
    return lines.map((line) => line.trim()).filter((line) => line !== '');
  };
}
