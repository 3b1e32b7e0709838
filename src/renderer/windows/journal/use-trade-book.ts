import { useMemo, useState } from 'react';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { links } from '../../bridge/links.ts';
import { trades } from '../../stores/feeds.ts';
import { useFeedItems } from '../../stores/use-feed.ts';
import { toast } from '../../stores/toasts.ts';

/** The engine streams so many of the newest trades; the rest lies in the journal and is asked for. */
const streamed = 500;
/** The most one question may ask for. */
const mostAsked = 5_000;

export type TradeBook = {
  readonly all: readonly JournalTrade[];
  /** Older trades may exist that are not shown. */
  readonly more: boolean;
  readonly loading: boolean;
  loadOlder(): void;
};

/** The newest trades as they change and, once asked for, all the older ones. */
export function useTradeBook(): TradeBook {
  const live = useFeedItems(trades);
  const [older, setOlder] = useState<readonly JournalTrade[] | null>(null);
  const [loading, setLoading] = useState(false);
  const all = useMemo(() => [...live.values(), ...(older ?? []).filter(({ id }) => !live.has(id))], [live, older]);
  const load = async (): Promise<void> => {
    setLoading(true);
    const filter = { from: null, to: null, ticker: '', limit: mostAsked };
    const answer = await links().execution.call.journal(filter);
    setLoading(false);
    if (!answer.ok) return void toast('danger', 'Older trades: not loaded', answer.failure.message);
    setOlder(answer.value);
  };
  const more = older === null ? live.size >= streamed : older.length >= mostAsked;
  return { all, more, loading, loadOlder: () => void load() };
}
