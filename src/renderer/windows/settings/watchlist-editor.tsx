import { Plus, X } from 'lucide-react';
import { useEffect, useState, type FormEvent } from 'react';
import { tickerSchema } from '../../../engine/contract/market-schemas.ts';
import type { Instrument } from '../../../engine/domain/instrument.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { testIds } from '../../components/test-ids.ts';
import { watchlist } from '../../stores/feeds.ts';
import { useFeedItems } from '../../stores/use-feed.ts';

const searchDelayMs = 180;
const shown = 8;
const mostSymbols = 90;
const tradable = new Set(['STK', 'IND']);

type Search = { readonly found: readonly Instrument[]; readonly failure: string | null; readonly busy: boolean };
const idle: Search = { found: [], failure: null, busy: false };

function useSearch(pattern: string): Search {
  const [search, setSearch] = useState(idle);
  useEffect(() => {
    if (pattern === '') {
      setSearch(idle);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      setSearch((before) => ({ ...before, busy: true }));
      void links()
        .ingestion.call.search({ pattern }, { signal: abort.signal })
        .then((answer) => {
          if (abort.signal.aborted) return;
          setSearch(
            answer.ok
              ? {
                  found: answer.value.filter(({ secType }) => tradable.has(secType)).slice(0, shown),
                  failure: null,
                  busy: false,
                }
              : { found: [], failure: answer.failure.message, busy: false },
          );
        });
    }, searchDelayMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [pattern]);
  return search;
}

type Props = { readonly value: readonly string[]; readonly onChange: (value: readonly string[]) => void };

/** Symbols as they are watched, in their order; found by name or letters. */
export function WatchlistEditor({ value, onChange }: Props) {
  const [text, setText] = useState('');
  const pattern = text.trim();
  const search = useSearch(pattern);
  const rows = useFeedItems(watchlist);
  const typed = pattern.toUpperCase();
  const valid = tickerSchema.safeParse(typed).success;
  const taken = value.includes(typed);
  const full = value.length >= mostSymbols;
  const add = (ticker: string): void => {
    if (full || value.includes(ticker) || !tickerSchema.safeParse(ticker).success) return;
    onChange([...value, ticker]);
    setText('');
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const exact = search.found.find(({ symbol }) => symbol === typed) ?? (valid ? undefined : search.found[0]);
    add(exact?.symbol ?? typed);
  };
  const note = full
    ? `${mostSymbols} symbols are the most`
    : pattern === ''
      ? ''
      : taken
        ? `${typed} is on the list already`
        : search.failure !== null
          ? `Search not available: ${search.failure}`
          : search.busy
            ? 'Searching…'
            : search.found.length === 0
              ? valid
                ? `The vendor knows no ${typed}; it can be added and will show why it has no data`
                : 'No symbol found'
              : '';
  return (
    <div className="watchlist-editor">
      <ul className="symbol-chips">
        {value.map((ticker) => {
          const row = rows.get(ticker);
          const problem = row?.problem?.message ?? null;
          return (
            <li
              key={ticker}
              data-bad={problem !== null}
              title={problem ?? row?.instrument?.name ?? 'Not watched yet'}
              data-testid={testIds.watchlistSymbol}
            >
              {ticker}
              {problem === null ? null : <span className="sr-only">: {problem}</span>}
              <button
                type="button"
                aria-label={`Remove ${ticker}`}
                disabled={value.length < 2}
                onClick={() => onChange(value.filter((each) => each !== ticker))}
              >
                <X size={11} aria-hidden />
              </button>
            </li>
          );
        })}
      </ul>
      <form className="row" onSubmit={submit}>
        <input
          className="field"
          placeholder="Symbol or name"
          aria-label="Add a symbol"
          value={text}
          onChange={(event) => setText(event.target.value)}
          data-testid={testIds.watchlistAdd}
        />
        <Button type="submit" disabled={!valid || taken || full}>
          <Plus size={12} aria-hidden /> Add
        </Button>
        <span className="faint">{note}</span>
      </form>
      {search.found.length === 0 || pattern === '' ? null : (
        <ul className="symbol-matches">
          {search.found.map(({ id, symbol, name, secType, primaryExchange }) => (
            <li key={id}>
              <button type="button" disabled={value.includes(symbol) || full} onClick={() => add(symbol)}>
                <strong>{symbol}</strong>
                <span className="ellipsis">{name}</span>
                <span className="faint">
                  {value.includes(symbol)
                    ? 'watched'
                    : [secType === 'IND' ? 'index' : '', primaryExchange].filter(Boolean).join(' ')}
                </span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
