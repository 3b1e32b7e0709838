import type { Fact } from '../../domain/facts/fact.ts';
import type { SymbolDirectory } from '../../ports/vendor.ts';

/** Who regulators mean by which number, learned from the company map once it has been read. */
export class DirectoryBook {
  readonly #tickersByCik = new Map<string, readonly string[]>();
  readonly #tickerByCusip = new Map<string, string>();
  readonly #watched = new WeakMap<readonly string[], ReadonlySet<string>>();

  learn(facts: readonly Fact[]): void {
    for (const fact of facts) {
      if (fact.kind !== 'company-identifier') continue;
      const known = this.#tickersByCik.get(fact.body.cik) ?? [];
      if (!known.includes(fact.subject)) this.#tickersByCik.set(fact.body.cik, [...known, fact.subject]);
    }
  }

  of(watched: readonly string[]): SymbolDirectory {
    const known = this.#watched.get(watched) ?? new Set(watched);
    this.#watched.set(watched, known);
    return { watched: known, tickersByCik: this.#tickersByCik, tickerByCusip: this.#tickerByCusip };
  }
}
