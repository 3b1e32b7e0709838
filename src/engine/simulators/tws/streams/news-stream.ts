import type { SimInstrument } from '../../simulated-market.ts';
import { tickNews } from '../encode/news.ts';
import { providerOf } from '../news/news-desk.ts';
import type { Session, Subscription } from '../session/session.ts';
import { every } from '../session/world.ts';

/** How often the desk is looked at, venue ms. */
const lookMs = 1_000;

type NewsOptions = {
  readonly session: Session;
  readonly requestId: number;
  readonly instrument: SimInstrument;
  readonly providers: ReadonlySet<string>;
};

/** Headlines of one instrument from now on, as generic tick 292 sends them. */
export function openNewsStream({ session, requestId, instrument, providers }: NewsOptions): Subscription {
  const { world } = session;
  let toldMs = world.clock.now();
  const stop = every(world, lookMs, () => {
    if (session.congested || world.switches.deadFeeds.has('marketData')) return;
    const fromMs = toldMs;
    toldMs = world.clock.now();
    for (const item of world.news?.news(fromMs, toldMs) ?? [])
      if (item.symbols.includes(instrument.symbol) && providers.has(providerOf(item)))
        session.send(tickNews(requestId, item));
  });
  return { label: `${instrument.id} news`, close: stop };
}
