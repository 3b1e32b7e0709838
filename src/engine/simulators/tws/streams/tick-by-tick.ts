import type { SimInstrument, SimQuote } from '../../simulated-market.ts';
import type { Session } from '../session/session.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';

export type TickKind = 'Last' | 'AllLast' | 'BidAsk' | 'MidPoint';

type TickOptions = {
  readonly session: Session;
  readonly requestId: number;
  readonly instrument: SimInstrument;
  readonly kind: TickKind;
  readonly ignoreSize: boolean;
};

/** Every trade or every quote change of one instrument, unsampled. */
export function openTickByTick(options: TickOptions): void {
  const { session, requestId, instrument } = options;
  const stop = options.kind === 'Last' || options.kind === 'AllLast' ? trades(options) : quotes(options);
  session.open('tickByTick', requestId, { label: instrument.id, close: stop });
}

function isSilent(session: Session): boolean {
  return session.world.switches.deadFeeds.has('tickByTick');
}

function trades({ session, requestId, instrument, kind }: TickOptions): () => void {
  const type = kind === 'Last' ? 1 : 2;
  return session.world.market.onPrint(instrument.id, (print) => {
    if (isSilent(session)) return;
    session.send([
      answerIds.tickByTick,
      requestId,
      type,
      Math.floor(print.timeMs / 1000),
      print.price,
      print.size,
      0,
      print.venue,
      print.conditions,
    ]);
  });
}

function quotes(options: TickOptions): () => void {
  const { session, instrument } = options;
  let sent = '';
  const send = (quote: SimQuote): void => {
    const message = isSilent(session) ? null : quoteTick(options, quote);
    const text = message?.filter((_field, index) => index !== 3).join('|') ?? '';
    if (!message || text === sent) return;
    sent = text;
    session.send(message);
  };
  const first = session.world.market.quote(instrument.id);
  if (first) send(first);
  return session.world.market.onQuote(instrument.id, send);
}

function quoteTick({ requestId, kind, ignoreSize }: TickOptions, quote: SimQuote): Message | null {
  const { bid, ask } = quote;
  if (bid === null || ask === null) return null;
  const seconds = Math.floor(quote.timeMs / 1000);
  if (kind === 'MidPoint')
    return [answerIds.tickByTick, requestId, 4, seconds, Math.round(((bid + ask) / 2) * 1e6) / 1e6];
  const sizes = ignoreSize ? [0, 0] : [quote.bidSize, quote.askSize];
  return [answerIds.tickByTick, requestId, 3, seconds, bid, ask, ...sizes, 0];
}
