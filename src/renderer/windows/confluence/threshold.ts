/** Remembers which symbols are above the threshold and answers those that have just come up to it. The first look never counts. */
export function createCrossing(): (convictions: ReadonlyMap<string, number>, threshold: number) => readonly string[] {
  let above: ReadonlyMap<string, boolean> = new Map();
  let lastThreshold: number | null = null;
  return (convictions, threshold) => {
    const next = new Map([...convictions].map(([ticker, conviction]) => [ticker, conviction >= threshold] as const));
    // A moved threshold is no event of the market.
    const crossed =
      lastThreshold === threshold
        ? [...next].filter(([ticker, is]) => is && above.get(ticker) === false).map(([ticker]) => ticker)
        : [];
    above = next;
    lastThreshold = threshold;
    return crossed;
  };
}
