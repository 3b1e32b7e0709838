import { isAscii } from 'node:buffer';
import type { RequestContext, Stream, StreamMessage } from '../../../ports/vendor.ts';
import { isRow, sampleOf, textOf, translateRows, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { flowAlert } from '../translate/flow-alert.ts';
import { netFlow, tide } from '../translate/net-flow.ts';
import { newsItem } from '../translate/news.ts';
import { optionTrade } from '../translate/option-trade.ts';
import { priceTick } from '../translate/prices.ts';
import { expiryStrikeExposure, strikeExposure, tickerExposure } from '../translate/spot-exposure.ts';
import { stockPrint } from '../translate/stock-print.ts';
import { tradingHalt } from '../translate/trading-halt.ts';
import { createOptionTradeReader } from './option-trade-frame.ts';

type ReadContext = Parameters<Stream['read']>[1];
type Channel = (row: Row, context: RequestContext) => RowResult;

/** What each channel carries, by its name before the colon. */
const channels: Readonly<Record<string, Channel>> = {
  'flow-alerts': flowAlert,
  option_trades: optionTrade,
  gex: tickerExposure,
  gex_strike: strikeExposure,
  gex_strike_expiry: expiryStrikeExposure,
  news: newsItem,
  price: priceTick,
  off_lit_trades: stockPrint(true),
  lit_trades: stockPrint(false),
  market_tide: tide('market'),
  net_flow: netFlow({ scope: 'ticker', meaning: 'cumulative', intervalMs: 0, time: 'time' }),
  trading_halts: tradingHalt,
};

const none: readonly never[] = [];
const decoder = new TextDecoder();
const readOptionTrade = createOptionTradeReader();

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Only `ok` is a yes: what a refusal looks like beyond that nobody has recorded. */
function acknowledgement(topic: string, payload: Row): StreamMessage {
  const status = textOf(payload['status']);
  const response = isRow(payload['response']) ? payload['response'] : {};
  const said = [response['reason'], response['message'], payload['message']].map(textOf).find((text) => text !== '');
  return { kind: 'acknowledged', topic, accepted: status === 'ok', message: said ?? status };
}

function symbolOf(topic: string): string {
  const colon = topic.indexOf(':');
  return colon === -1 ? '' : topic.slice(colon + 1).replace(/[/-]/, '.');
}

function readOrdinary(text: string, context: ReadContext): StreamMessage {
  const frame = parsed(text);
  if (!Array.isArray(frame) || frame.length !== 2 || typeof frame[0] !== 'string') {
    return { kind: 'unknown', sample: sampleOf(text) };
  }
  const [topic, payload] = frame as [string, unknown];
  if (isRow(payload) && 'status' in payload) return acknowledgement(topic, payload);
  const name = topic.split(':', 1)[0] ?? '';
  const toFact = Object.hasOwn(channels, name) ? channels[name] : undefined;
  if (!toFact) return { kind: 'unknown', sample: sampleOf(text) };
  const request: RequestContext = { ...context, symbol: symbolOf(topic), parameters: {}, headers: {} };
  const { facts, refusals } = translateRows(Array.isArray(payload) ? payload : [payload], (row) =>
    toFact(row, request),
  );
  return { kind: 'facts', facts, refusals, topic };
}

/** Nearly every frame is plain ASCII, for which there is a much shorter way. */
function textOfBytes(bytes: Uint8Array): string {
  if (!isAscii(bytes)) return decoder.decode(bytes);
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
}

/** One frame of the shared socket: `["channel",{...}]`, an acknowledgement where the payload has a status. */
export function readFrame(frame: string | Uint8Array, context: ReadContext): readonly StreamMessage[] {
  const text = typeof frame === 'string' ? frame : textOfBytes(frame);
  if (text.startsWith('["option_trades:') || text.startsWith('["option_trades"')) {
    const trade = readOptionTrade(text);
    if (trade) return [{ kind: 'facts', facts: [trade], refusals: none, topic: text.slice(2, text.indexOf('"', 2)) }];
  }
  return [readOrdinary(text, context)];
}
