import { historyUpdate } from '../encode/history.ts';
import { barsOf, type BarQuery } from '../history/bars.ts';
import type { Session } from '../session/session.ts';
import { sampled } from '../session/world.ts';

/** How often the forming bar is looked at, venue ms. */
const updateMs = 1_000;

/** keepUpToDate: the forming bar whenever it changed; when a new one starts, the old one once more in full. */
export function openHistoryUpdates(at: {
  session: Session;
  requestId: number;
  query: BarQuery;
  format: number;
  fromMs: number;
}): void {
  const { session, requestId, query } = at;
  const { world } = session;
  let sent = '';
  let formingMs = at.fromMs;
  const push = (): void => {
    if (world.switches.deadFeeds.has('history') || session.congested) return;
    const bars = barsOf(world.market, { ...query, fromMs: formingMs, toMs: world.clock.now() + 1 });
    for (const bar of bars.slice(-2)) {
      const message = historyUpdate({ requestId, bar, query, format: at.format, version: session.version });
      const text = message.join('|');
      if (text === sent || bar.startMs < formingMs) continue;
      sent = text;
      formingMs = bar.startMs;
      session.send(message);
    }
  };
  const sampler = sampled(world, updateMs, push);
  const { id } = query.instrument;
  const stops = [world.market.onPrint(id, sampler.mark), world.market.onQuote(id, sampler.mark), sampler.stop];
  session.open('history', requestId, { label: id, close: () => stops.forEach((stop) => stop()) });
}
