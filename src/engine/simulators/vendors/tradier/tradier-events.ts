import type { MarketStory, StoryStockPrint } from '../../story/market-story.ts';

export type Subscription = {
  readonly symbols: readonly string[];
  readonly sessionid: string;
  readonly filter: readonly string[];
  readonly linebreak: boolean;
};

const everyMs = 1_000;
const connectWithinMs = 5 * 60_000;

/** One session at a time: a new one ends what the last one had open. */
export function createSessions(story: MarketStory) {
  let current = '';
  let openedMs = 0;
  let count = 0;
  let end: () => void = () => {};

  return {
    open(): string {
      end();
      end = () => {};
      count += 1;
      openedMs = story.now();
      current = `session-${story.seed}-${count}`;
      return current;
    },
    /** Whether a connection may use it; `ended` is told when another session takes its place. */
    accept(sessionid: string, ended: () => void): boolean {
      if (sessionid !== current || story.now() - openedMs > connectWithinMs) return false;
      end = ended;
      return true;
    },
    /** An open connection changes its symbols. */
    isCurrent: (sessionid: string): boolean => sessionid === current,
  };
}
export type Sessions = ReturnType<typeof createSessions>;

const theirs = (symbol: string): string => symbol.replace('.', '/');
const ours = (symbol: string): string => symbol.replace('/', '.');

/** Quotes with numbers as numbers; all else writes them as texts, times too. */
function eventsSince(story: MarketStory, symbol: string, range: readonly [number, number]): readonly object[] {
  const sale = (print: StoryStockPrint, cancel: boolean): object => ({
    type: 'timesale',
    symbol: theirs(symbol),
    exch: print.offExchange ? 'D' : 'Q',
    bid: print.bid.toFixed(2),
    ask: print.ask.toFixed(2),
    last: print.price.toFixed(4),
    size: String(print.size),
    date: String(print.timeMs),
    seq: print.sequence,
    flag: '',
    cancel,
    correction: false,
    session: 'normal',
  });
  const prints = [
    ...story.stockPrints(symbol, ...range).map((print) => sale(print, false)),
    ...story.cancelledPrints(symbol, ...range).map((print) => sale(print, true)),
  ];
  const quote = story.quote(symbol);
  if (!quote || quote.bid === null || quote.ask === null || quote.timeMs < range[0]) return prints;
  const top = {
    type: 'quote',
    symbol: theirs(symbol),
    bid: quote.bid,
    bidsz: Math.floor(quote.bidSize / 100),
    bidexch: 'Q',
    biddate: String(quote.timeMs),
    ask: quote.ask,
    asksz: Math.floor(quote.askSize / 100),
    askexch: 'Q',
    askdate: String(quote.timeMs),
  };
  return [...prints, top];
}

function summary(story: MarketStory, symbol: string): readonly object[] {
  const quote = story.quote(symbol);
  if (!quote) return [];
  const text = (price: number | null): string | null => (price === null ? null : price.toFixed(2));
  const { open, high, low, previousClose } = quote;
  return [
    {
      type: 'summary',
      symbol: theirs(symbol),
      open: text(open),
      high: text(high),
      low: text(low),
      prevClose: text(previousClose),
    },
  ];
}

/** Tells a subscription until it is stopped; `change` replaces the whole of it. A quiet second is a bare line break. */
export function tellEvents(story: MarketStory, first: Subscription, write: (text: string) => void) {
  let wanted = first;
  let sinceMs = story.now();

  function send(events: readonly object[]): void {
    const kept = events.filter(
      (event) => wanted.filter.length === 0 || wanted.filter.includes(String(Reflect.get(event, 'type'))),
    );
    if (kept.length === 0) write('\n');
    else
      write(
        kept.map((event) => JSON.stringify(event)).join(wanted.linebreak ? '\n' : '') + (wanted.linebreak ? '\n' : ''),
      );
  }

  send(wanted.symbols.flatMap((symbol) => summary(story, ours(symbol))));
  const stop = story.every(everyMs, () => {
    const now = story.now();
    send(wanted.symbols.flatMap((symbol) => eventsSince(story, ours(symbol), [sinceMs, now])));
    sinceMs = now;
  });
  return {
    change(next: Subscription): void {
      wanted = next;
      send(next.symbols.flatMap((symbol) => summary(story, ours(symbol))));
    },
    stop,
  };
}
