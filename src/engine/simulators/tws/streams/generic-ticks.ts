import type { SimInstrument } from '../../simulated-market.ts';

/** Generic ticks that TWS knows for each kind of instrument, as far as this market can answer or must accept them. */
const legal: Readonly<Record<SimInstrument['secType'], readonly number[]>> = {
  STK: [
    100, 101, 104, 105, 106, 165, 221, 225, 232, 233, 236, 256, 258, 292, 293, 294, 295, 318, 375, 411, 456, 460, 595,
  ],
  IND: [100, 101, 104, 105, 106, 165, 221, 233, 292],
  OPT: [100, 101, 104, 105, 106, 165, 221, 225, 232, 233, 292, 293, 294, 295, 318, 375, 411],
  FUT: [100, 101, 104, 105, 106, 162, 165, 221, 225, 232, 233, 292, 293, 294, 295, 318, 375, 411, 588],
  CASH: [104, 106, 165, 221, 225, 232, 233, 292],
  CRYPTO: [104, 106, 165, 221, 225, 232, 233, 292, 375],
};

/** `100,101,233` with an optional leading `mdoff` and news sources after a colon. */
export function parseGenericTicks(text: string): ReadonlySet<number> {
  const parts = text
    .split(',')
    .map((part) => part.trim().split(':')[0] ?? '')
    .filter((part) => part !== '' && part !== 'mdoff');
  return new Set(parts.map(Number));
}

/** News sources named behind 292; null without 292, empty = all of them. */
export function newsSourcesIn(text: string): string | null {
  const part = text
    .split(',')
    .map((piece) => piece.trim())
    .find((piece) => piece === '292' || piece.startsWith('292:'));
  return part === undefined ? null : part.slice(4);
}

/** `mdoff` switches prices off: a line for news alone. */
export function isWithoutPrices(text: string): boolean {
  return text.split(',').some((piece) => piece.trim() === 'mdoff');
}

export function genericTickProblem(
  wanted: ReadonlySet<number>,
  instrument: SimInstrument,
  snapshot: boolean,
): string | null {
  if (snapshot && wanted.size > 0) {
    return "Error validating request.-'bN' : cause - Snapshot market data subscription is not applicable to generic ticks";
  }
  const allowed = legal[instrument.secType];
  const wrong = [...wanted].filter((tick) => !allowed.includes(tick));
  if (wrong.length === 0) return null;
  return `Error validating request.-'bN' : cause - Incorrect generic tick list of ${wrong.join(',')}.  Legal ones for (${instrument.secType}) are: ${allowed.join(',')}`;
}
