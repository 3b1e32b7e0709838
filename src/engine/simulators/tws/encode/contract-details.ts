import { wallTime } from '../../../domain/time.ts';
import type { SimInstrument, SimOptionClass, SimulatedMarket } from '../../simulated-market.ts';
import { orderTypesText, validExchanges } from '../contracts/exchanges.ts';
import { contractMonth, localSymbol, multiplierText } from '../contracts/local-symbol.ts';
import { marketRuleId, type PriceBand } from '../contracts/market-rules.ts';
import { hoursText, wireZone } from '../contracts/trading-hours.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';
import { strikeText, tradingClassOf } from './contract-fields.ts';

const stockType: Readonly<Record<string, string>> = { SPY: 'ETF', QQQ: 'ETF', IWM: 'ETF' };

export function contractDetails(at: {
  readonly market: SimulatedMarket;
  readonly instrument: SimInstrument;
  readonly exchange: string;
  readonly requestId: number;
  readonly version: number;
}): Message {
  const { instrument, version } = at;
  const venues = validExchanges(instrument);
  const head =
    version < since.sizeRules
      ? [answerIds.contractDetails, 8, at.requestId]
      : [answerIds.contractDetails, at.requestId];
  return [
    ...head,
    instrument.symbol,
    instrument.secType,
    lastTradeText(instrument),
    ...(version >= since.lastTradeDate ? [instrument.expiry] : []),
    strikeText(instrument),
    instrument.right,
    at.exchange || instrument.exchange,
    instrument.currency,
    localSymbol(instrument),
    marketName(instrument),
    tradingClassOf(instrument),
    instrument.conId,
    instrument.minTick,
    ...(version < since.sizeRules ? [100] : []),
    multiplierText(instrument),
    orderTypesText(instrument),
    venues.join(','),
    1,
    underlyingConId(instrument),
    instrument.name,
    instrument.primaryExchange,
    contractMonth(instrument),
    industryOf(instrument),
    instrument.sector,
    '',
    wireZone(instrument.timeZoneId),
    ...hours(at.market, instrument),
    '',
    '',
    0,
    1,
    ...underlyingFields(at.market, instrument),
    venues.map(() => marketRuleId(instrument)).join(','),
    instrument.expiry,
    ...tail(instrument, version),
  ];
}

function tail(instrument: SimInstrument, version: number): Message {
  const type = instrument.secType === 'STK' ? (stockType[instrument.symbol] ?? 'COMMON') : '';
  const step = instrument.secType === 'STK' ? 0.0001 : 1;
  return [
    ...(version >= since.stockType ? [type] : []),
    ...(version >= since.fractionalSize && version < since.sizeRules ? [step] : []),
    ...(version >= since.sizeRules ? [step, step, instrument.secType === 'STK' ? 100 : 1] : []),
    ...(version >= since.ineligibilityReasons ? [0] : []),
  ];
}

/** Futures and options carry date, time and zone of the last trade in one field. */
function lastTradeText(instrument: SimInstrument): string {
  if (instrument.expiry === '') return '';
  const time = instrument.secType === 'FUT' ? '08:30' : '16:00';
  return `${instrument.expiry} ${time} ${wireZone(instrument.timeZoneId)}`;
}

function marketName(instrument: SimInstrument): string {
  return instrument.secType === 'IND' ? instrument.symbol : tradingClassOf(instrument);
}

function underlyingConId(instrument: SimInstrument): number {
  return instrument.secType === 'OPT' || instrument.secType === 'FUT' ? instrument.underlyingConId : 0;
}

function industryOf(instrument: SimInstrument): string {
  return instrument.secType === 'STK' ? instrument.industry : instrument.secType === 'IND' ? 'Indices' : '';
}

function hours(market: SimulatedMarket, instrument: SimInstrument): Message {
  const today = wallTime(market.clock.now()).date;
  return [hoursText(instrument, today, false), hoursText(instrument, today, true)];
}

function underlyingFields(market: SimulatedMarket, instrument: SimInstrument): Message {
  const id = underlyingConId(instrument);
  const underlying = id > 0 ? market.byConId(id) : null;
  return underlying ? [underlying.symbol, underlying.secType] : ['', ''];
}

export function contractDetailsEnd(requestId: number): Message {
  return [answerIds.contractDetailsEnd, 1, requestId];
}

export function optionParameters(requestId: number, optionClass: SimOptionClass): Message {
  return [
    answerIds.optionParameters,
    requestId,
    optionClass.exchange,
    optionClass.underlyingConId,
    optionClass.tradingClass,
    optionClass.multiplier,
    optionClass.expiries.length,
    ...optionClass.expiries,
    optionClass.strikes.length,
    ...optionClass.strikes,
  ];
}

export function optionParametersEnd(requestId: number): Message {
  return [answerIds.optionParametersEnd, requestId];
}

export function symbolSamples(
  requestId: number,
  found: readonly { readonly instrument: SimInstrument; readonly derivatives: readonly string[] }[],
  version: number,
): Message {
  const rows = found.flatMap(({ instrument, derivatives }) => [
    instrument.conId,
    instrument.symbol,
    instrument.secType,
    instrument.primaryExchange,
    instrument.currency,
    derivatives.length,
    ...derivatives,
    ...(version >= since.issuerId ? [instrument.name, ''] : []),
  ]);
  return [answerIds.symbolSamples, requestId, found.length, ...rows];
}

export function marketRule(ruleId: number, bands: readonly PriceBand[]): Message {
  return [answerIds.marketRule, ruleId, bands.length, ...bands.flatMap((band) => [band.fromPrice, band.increment])];
}
