/** One headline of the market behind this broker. */
export type SimHeadline = {
  readonly id: string;
  readonly timeMs: number;
  readonly headline: string;
  readonly publisher: string;
  readonly symbols: readonly string[];
  /** -1 .. 1; 0 = the machine that reads headlines has no opinion. */
  readonly sentiment: number;
};

/** Headlines in [fromMs, toMs), oldest first, none of the future. */
export type SimNews = { news(fromMs: number, toMs: number): readonly SimHeadline[] };

export type NewsProvider = { readonly code: string; readonly name: string };

/** Providers that the broker gives without an extra subscription. */
export const newsProviders: readonly NewsProvider[] = [
  { code: 'MRDN', name: 'Meridian Wire' },
  { code: 'HRBR', name: 'Harbour Newsdesk' },
  { code: 'TPLG', name: 'Tape & Ledger' },
  { code: 'NTHG', name: 'Northgate Markets' },
];

export function providerOf({ publisher }: Pick<SimHeadline, 'publisher'>): string {
  return newsProviders.find(({ name }) => name === publisher)?.code ?? 'MRDN';
}

/** Article ids begin with their provider. */
export function articleIdOf(headline: SimHeadline): string {
  return `${providerOf(headline)}$${headline.id}`;
}

/** What TWS knows of a headline beside its text: language, sentiment and confidence. */
export function metadataOf({ sentiment }: Pick<SimHeadline, 'sentiment'>): string {
  return `A:800015:L:en:K:${sentiment === 0 ? 'n/a' : sentiment}:C:0.97`;
}

/** Codes are joined by `+`; null when one of them is not known here. */
export function codesIn(text: string): ReadonlySet<string> | null {
  const codes = text.split('+').filter((code) => code !== '');
  return codes.every((code) => newsProviders.some((provider) => provider.code === code)) ? new Set(codes) : null;
}

/** The article behind a headline, as HTML. */
export function articleOf(headline: SimHeadline): string {
  const about = headline.symbols.map((symbol) => `<b>${symbol}</b>`).join(', ');
  return `<html><body><p>${escaped(headline.headline)}</p><p>${escaped(headline.publisher)} on ${about}.</p></body></html>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
