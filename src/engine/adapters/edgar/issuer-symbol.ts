import type { SymbolDirectory } from '../../ports/vendor.ts';

const ticker = /^[A-Z]{1,6}([.\-/ ][A-Z]{1,3})?$/;
const none = new Set(['NONE', 'N/A', 'NA', 'N-A', 'NULL', 'NOT APPLICABLE', 'NOT LISTED', 'PRIVATE', 'TBD', '-', '']);
const exchanges = /\b(NYSE|NASDAQ|AMEX|OTC|OTCQB|OTCQX|OTCBB|NYSE AMERICAN|NYSE ARCA|CBOE|TSX|NMS|GS|GM|CM)\b/g;

/** `BRK-B`, `BRK/B`, `BRK B` -> `BRK.B` */
export function ourTicker(spelling: string): string {
  return spelling.trim().toUpperCase().replace(/[-/ ]/, '.');
}

/** `BRK.B` -> `BRK-B`, as the company files write it. */
export function edgarTicker(symbol: string): string {
  return symbol.replace('.', '-');
}

/**
 * The ticker an issuer typed into a form: any case, quotes, brackets, with its exchange before or after, or several.
 * Null when there is none or more than one, since picking one would be a guess.
 */
export function typedTicker(typed: string): string | null {
  const upper = typed
    .toUpperCase()
    .replace(/["'[\]{}$]/g, ' ')
    .trim();
  if (none.has(upper)) return null;
  const bare = upper
    .replace(/[():;]/g, ' ')
    .replace(exchanges, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s:,.-]+|[\s:,.-]+$/g, '');
  if (none.has(bare) || !ticker.test(bare)) return null;
  return ourTicker(bare);
}

type Issuer = {
  readonly cik: string;
  /** `issuerTradingSymbol` as typed. */
  readonly typed: string;
  /** Our ticker of the company whose filings were asked for, `''` if none, and its number. */
  readonly askedSymbol: string;
  readonly askedCik: string | null;
};

/** Our name for an issuer: the company's ticker, else what the form says, else the regulator's number. */
export function issuerSubject(issuer: Issuer, directory: SymbolDirectory | undefined): string {
  const typed = typedTicker(issuer.typed);
  const known = directory?.tickersByCik.get(issuer.cik) ?? [];
  if (typed !== null && known.includes(typed)) return typed;
  const watched = known.find((symbol) => directory?.watched.has(symbol)) ?? known[0];
  if (watched !== undefined) return watched;
  // Companies file as owners of others too: what was asked for names the issuer only when the numbers agree.
  if (issuer.askedSymbol !== '' && issuer.askedCik === issuer.cik) return issuer.askedSymbol;
  return typed ?? `CIK${issuer.cik}`;
}
