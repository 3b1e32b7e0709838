import type { Trade } from '../../domain/trade.ts';
import { ok } from '../../domain/outcome.ts';
import type { MarketData } from '../../ports/market-data.ts';
import { contractOf } from './instrument-translate.ts';
import type { RequestSpec } from './request-registry.ts';
import type { IbkrSession } from './session.ts';
import { utcText } from './wire-time.ts';

const timeoutMs = 20_000;
/** Most ticks of one answer; those of its last second come whole, so that there may be a few more. */
const ticksPerAnswer = 1_000;
/** More answers than this are not asked for: what is missing then is a gap, and said so. */
const mostAnswers = 5;

type Query = Parameters<MarketData['pastTrades']>[0];

function page({ instrument }: Query, fromMs: number, now: () => number): RequestSpec<readonly Trade[]> {
  return {
    title: `past trades of ${instrument.id}`,
    priority: 3,
    timeoutMs,
    send: (api, reqId) =>
      api.reqHistoricalTicks(reqId, contractOf(instrument), utcText(fromMs), '', ticksPerAnswer, 'TRADES', 0, false),
    receive: (done) => {
      const found: Trade[] = [];
      return {
        pastTrade: (timeSec, price, size, mask, venue, conditions) => {
          if (!(price > 0) || !(size >= 0) || !(timeSec > 0)) return;
          const unreported = (mask & 2) !== 0;
          const told = { price, size, venue, conditions: conditions.trim(), unreported };
          found.push({ instrument: instrument.id, ...told, eventTime: timeSec * 1000, receivedTime: now() });
        },
        pastTradesEnd: () => done(found),
      };
    },
  };
}

/** Walks forward, answer by answer. Each next one begins with the second after the last it has got. */
export async function pastTrades(
  session: Pick<IbkrSession, 'ask'>,
  query: Query,
  now: () => number,
): ReturnType<MarketData['pastTrades']> {
  const trades: Trade[] = [];
  let fromMs = Math.floor(query.fromMs / 1000) * 1000;
  for (let answers = 0; answers < mostAnswers; answers += 1) {
    const answer = await session.ask(page(query, fromMs, now));
    if (!answer.ok) return answer;
    const wanted = answer.value.filter(({ eventTime }) => eventTime >= fromMs && eventTime <= query.toMs);
    trades.push(...wanted);
    const last = answer.value.at(-1)?.eventTime ?? query.toMs;
    if (answer.value.length < ticksPerAnswer || last >= query.toMs) return ok({ trades, isCut: false });
    fromMs = last + 1000;
  }
  return ok({ trades, isCut: true });
}
