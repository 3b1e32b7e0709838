import type { MarketStory } from '../../story/market-story.ts';
import type { EmulatedSocket } from '../kit/http-emulator.ts';
import { barRow, cancelRow, quoteRow, tradeRow } from './alpaca-rows.ts';

const mostSymbols = 30;
const everyMs = 1_000;

type Wish = {
  readonly action?: string;
  readonly key?: string;
  readonly secret?: string;
  readonly trades?: readonly string[];
  readonly quotes?: readonly string[];
  readonly bars?: readonly string[];
};
const channels = ['trades', 'quotes', 'bars'] as const;

function readWish(text: string): Wish | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : null;
  } catch {
    return null;
  }
}

/** The one connection an account may have: frames are lists, errors have numbers, subscriptions are echoed whole. */
export function createAlpacaSockets(
  story: MarketStory,
  keys: { readonly key: string; readonly secret: string },
  onJoin: () => void,
) {
  let taken: EmulatedSocket | null = null;

  return (socket: EmulatedSocket): void => {
    const wanted = { trades: new Set<string>(), quotes: new Set<string>(), bars: new Set<string>() };
    let stop = (): void => {};
    let sinceMs = story.now();
    const say = (...messages: readonly object[]): void => socket.send(JSON.stringify(messages));
    const error = (code: number, msg: string): void => say({ T: 'error', code, msg });

    function authenticate(wish: Wish): void {
      if (taken === socket) return error(403, 'already authenticated');
      if (wish.key !== keys.key || wish.secret !== keys.secret) return error(402, 'auth failed');
      if (taken) return error(406, 'connection limit exceeded');
      taken = socket;
      say({ T: 'success', msg: 'authenticated' });
      stop = story.every(everyMs, tell);
    }

    function change(wish: Wish): void {
      const next = new Set([...wanted.trades, ...wanted.quotes, ...wanted.bars]);
      if (wish.action === 'subscribe')
        for (const channel of channels) for (const one of wish[channel] ?? []) next.add(one);
      if (next.size > mostSymbols && wish.action === 'subscribe') return error(405, 'symbol limit exceeded');
      for (const channel of channels) {
        for (const symbol of wish[channel] ?? []) {
          if (wish.action === 'subscribe') wanted[channel].add(symbol);
          else wanted[channel].delete(symbol);
        }
      }
      onJoin();
      const told = Object.fromEntries(channels.map((channel) => [channel, [...wanted[channel]]]));
      say({ T: 'subscription', ...told, updatedBars: [], dailyBars: [], statuses: [] });
    }

    function tell(): void {
      const now = story.now();
      const messages: object[] = [];
      for (const symbol of wanted.trades) {
        for (const print of story.stockPrints(symbol, sinceMs, now))
          messages.push({ T: 't', S: symbol, ...tradeRow(print) });
        for (const print of story.cancelledPrints(symbol, sinceMs, now))
          messages.push({ T: 'x', S: symbol, ...cancelRow(print) });
      }
      for (const symbol of wanted.quotes) {
        const quote = story.quote(symbol);
        if (quote && quote.timeMs >= sinceMs) messages.push({ T: 'q', S: symbol, ...quoteRow(quote) });
      }
      const minute = Math.floor(now / 60_000);
      if (minute !== Math.floor(sinceMs / 60_000)) {
        for (const symbol of wanted.bars) {
          const bar = story
            .minuteBars(symbol, story.tradingDate())
            .find((one) => one.startMs === (minute - 1) * 60_000);
          if (bar) messages.push({ T: 'b', S: symbol, ...barRow(bar, { timeMs: bar.startMs, feed: 'iex' }) });
        }
      }
      sinceMs = now;
      if (messages.length > 0) say(...messages);
    }

    say({ T: 'success', msg: 'connected' });
    socket.onFrame((text) => {
      const wish = readWish(text);
      if (!wish) return error(400, 'invalid syntax');
      if (wish.action === 'auth') return authenticate(wish);
      if (taken !== socket) return error(401, 'not authenticated');
      if (wish.action === 'subscribe' || wish.action === 'unsubscribe') return change(wish);
      return error(410, 'invalid subscribe action for this feed');
    });
    socket.onClose(() => {
      stop();
      if (taken === socket) taken = null;
    });
  };
}
