import type { StoredFactItem } from '../../../../engine/contract/fact-schemas.ts';
import type { FactKind, StoredFact } from '../../../../engine/domain/facts/fact.ts';
import type { Failure } from '../../../../engine/domain/outcome.ts';
import type { Client, EveryListener, Watch, WatchState } from '../../../../engine/link/api.ts';
import type { ingestionContract } from '../../../../engine/contract/ingestion-contract.ts';
import { mergeFacts, type Keep } from './fact-list.ts';

export type FactQuery<K extends FactKind> = {
  readonly kinds: readonly K[];
  readonly ticker: string;
  readonly keep: Keep<K>;
  /** Event times in [fromMs, toMs); null = all, and new facts are followed. */
  readonly span: { readonly fromMs: number; readonly toMs: number } | null;
};

export type FactsState<K extends FactKind> = {
  /** Newest first. */
  readonly facts: readonly StoredFact<K>[];
  readonly phase: WatchState;
  readonly failure: Failure | null;
  readonly loading: boolean;
  /** Everything wanted from here on is in the list; null = nothing has been read. */
  readonly readBackToMs: number | null;
  /** There is nothing older to read. */
  readonly complete: boolean;
};

export type FactLink = Pick<Client<(typeof ingestionContract)['entries']>['call'], 'factsAsOf'> & {
  facts(
    params: { readonly kinds: FactKind[]; readonly subjects: string[] },
    listener: EveryListener<StoredFactItem>,
  ): Watch;
};

/** Facts a question asks for; each is an answer of about half a megabyte. */
const pageSize = 1_000;
/** Questions asked in a row for rows that are rare among many. */
const mostPages = 6;
/** Rows after which reading back rests until more is asked for. */
const enough = 60;
export const mostFacts = 300;

export const nothingRead = {
  facts: [],
  phase: 'waiting',
  failure: null,
  loading: true,
  readBackToMs: null,
  complete: false,
} as const satisfies FactsState<FactKind>;

/** Whatever is stored under a kind has the body of that kind. */
const typed = <K extends FactKind>(items: readonly StoredFactItem[]): readonly StoredFact<K>[] =>
  items as unknown as readonly StoredFact<K>[];

/** Reads facts back from the newest one, page by page until there are enough, and follows those that come. */
export function readFacts<K extends FactKind>(
  { kinds, ticker, keep, span }: FactQuery<K>,
  {
    link,
    schedule,
    onChange,
  }: {
    readonly link: FactLink;
    readonly schedule: (task: () => void) => void;
    readonly onChange: (state: FactsState<K>) => void;
  },
): { readOlder(): void; close(): void } {
  let state: FactsState<K> = nothingRead;
  let pending: StoredFactItem[] = [];
  let closed = false;
  /** A reset or another question makes answers on their way worthless. */
  let round = 0;
  let before = span?.toMs;

  const set = (change: Partial<FactsState<K>>): void => {
    state = { ...state, ...change };
    if (!closed) onChange(state);
  };
  const merge = (items: readonly StoredFactItem[]): FactsState<K>['facts'] =>
    mergeFacts(state.facts, typed<K>(items), { keep, most: mostFacts });
  const flush = (): void => {
    const arrived = pending;
    pending = [];
    const facts = closed ? state.facts : merge(arrived);
    if (facts !== state.facts) set({ facts });
  };

  async function readBack(): Promise<void> {
    round += 1;
    const mine = round;
    const wanted = state.facts.length + enough;
    set({ loading: true });
    for (let page = 0; page < mostPages && state.facts.length < Math.min(wanted, mostFacts); page += 1) {
      const answer = await link.factsAsOf({
        ...{ kinds: [...kinds], subjects: [ticker], limit: pageSize },
        ...(before === undefined ? {} : { toMs: before }),
        ...(span ? { fromMs: span.fromMs } : {}),
      });
      if (closed || mine !== round) return;
      if (!answer.ok) return set({ failure: answer.failure, loading: false });
      const oldest = answer.value.at(-1)?.eventTime ?? state.readBackToMs;
      const complete = answer.value.length < pageSize;
      set({ facts: merge(answer.value), failure: null, readBackToMs: oldest, complete });
      if (complete || oldest === null) break;
      // Facts of one instant may lie on both sides of a page's edge: the next page begins with it again, unless it filled this one.
      before = oldest + 1 === before ? oldest : oldest + 1;
    }
    set({ loading: false });
  }

  // Followed first and read back then: what comes between the two is there twice and counts once.
  const watch =
    span === null
      ? link.facts(
          { kinds: [...kinds], subjects: [ticker] },
          {
            onState: (phase, failure) => {
              const again = phase === 'live' && state.failure !== null;
              set({ phase, failure: failure ?? state.failure });
              if (again) void readBack();
            },
            onItem: (item) => {
              pending.push(item);
              if (pending.length === 1) schedule(flush);
            },
            onReset: () => {
              before = undefined;
              void readBack();
            },
          },
        )
      : null;
  if (span !== null) state = { ...state, phase: 'live' };
  void readBack();
  return {
    readOlder: () => {
      if (!state.loading && !state.complete) void readBack();
    },
    close: () => {
      closed = true;
      watch?.close();
    },
  };
}
