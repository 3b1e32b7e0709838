import type { Fact } from '../../domain/facts/fact.ts';
import type { SymbolDirectory } from '../../ports/vendor.ts';

/** Kinds that say who is meant by which number. */
export const directoryKinds = ['company-identifier', 'security-identifier'] as const;

type Meant = { readonly ticker: string; readonly eventTime: number; readonly certain: boolean };

/** Who regulators mean by which number, learned from what they publish. Two tickers of one day for one CUSIP are none. */
export class DirectoryBook {
  readonly #tickersByCik = new Map<string, readonly string[]>();
  readonly #tickerByCusip = new Map<string, string>();
  readonly #meant = new Map<string, Meant>();
  readonly #watched = new WeakMap<readonly string[], ReadonlySet<string>>();

  learn(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.kind === 'company-identifier') this.#company(fact);
      else if (fact.kind === 'security-identifier') this.#security(fact);
    }
  }

  of(watched: readonly string[]): SymbolDirectory {
    const known = this.#watched.get(watched) ?? new Set(watched);
    this.#watched.set(watched, known);
    return { watched: known, tickersByCik: this.#tickersByCik, tickerByCusip: this.#tickerByCusip };
  }

  #company({ subject, body }: Fact<'company-identifier'>): void {
    const known = this.#tickersByCik.get(body.cik) ?? [];
    if (!known.includes(subject)) this.#tickersByCik.set(body.cik, [...known, subject]);
  }

  /** The newest day decides: tickers are handed on. */
  #security({ subject, eventTime, body: { cusip } }: Fact<'security-identifier'>): void {
    const before = this.#meant.get(cusip);
    if (before && before.eventTime > eventTime) return;
    const certain = before?.eventTime !== eventTime || (before.certain && before.ticker === subject);
    this.#meant.set(cusip, { ticker: subject, eventTime, certain });
    if (certain) this.#tickerByCusip.set(cusip, subject);
    else this.#tickerByCusip.delete(cusip);
  }
}
