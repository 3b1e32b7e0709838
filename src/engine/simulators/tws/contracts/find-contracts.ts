import { fail, ok, type Outcome } from '../../../domain/outcome.ts';
import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import type { ContractQuery } from '../wire/contract-query.ts';
import { routes } from './exchanges.ts';
import { localSymbol } from './local-symbol.ts';

/** Every instrument that fits a description, in the market's order. */
export function findContracts(market: SimulatedMarket, query: ContractQuery): readonly SimInstrument[] {
  return candidates(market, query).filter((instrument) => fits(instrument, query));
}

function candidates(market: SimulatedMarket, query: ContractQuery): readonly SimInstrument[] {
  if (query.conId > 0) {
    const found = market.byConId(query.conId);
    return found ? [found] : [];
  }
  const symbol = query.symbol || (query.localSymbol.split(/[ .]/)[0] ?? '');
  if (query.secType === 'OPT') return optionCandidates(market, query, symbol);
  if (query.secType === 'FUT') return futureCandidates(market, query);
  return market.underlyings();
}

function optionCandidates(market: SimulatedMarket, query: ContractQuery, symbol: string): readonly SimInstrument[] {
  const exact = query.expiry.length === 8 && query.strike > 0 && query.right !== '';
  if (exact) {
    const found = market.option(symbol, query.expiry, query.strike, query.right === 'C' ? 'C' : 'P');
    // Another class of the same expiry may be meant.
    if (found && (query.tradingClass === '' || found.tradingClass === query.tradingClass)) return [found];
  }
  return market.derivatives(symbol, 'OPT');
}

function futureCandidates(market: SimulatedMarket, query: ContractQuery): readonly SimInstrument[] {
  if (query.symbol !== '') return market.derivatives(query.symbol, 'FUT');
  const all = new Map<number, SimInstrument>();
  for (const underlying of market.underlyings()) {
    for (const future of market.derivatives(underlying.symbol, 'FUT')) all.set(future.conId, future);
  }
  return [...all.values()];
}

function fits(instrument: SimInstrument, query: ContractQuery): boolean {
  if (query.conId > 0) return routes(instrument, query.exchange);
  return (
    instrument.secType === query.secType &&
    (query.symbol === '' || instrument.symbol === query.symbol) &&
    (query.currency === '' || instrument.currency === query.currency) &&
    (query.expiry === '' || instrument.expiry.startsWith(query.expiry)) &&
    (query.strike === 0 || instrument.strike === query.strike) &&
    (query.right === '' || instrument.right === query.right) &&
    (query.multiplier === '' || Number(query.multiplier) === instrument.multiplier) &&
    (query.tradingClass === '' || instrument.tradingClass === query.tradingClass) &&
    (query.localSymbol === '' || localSymbol(instrument) === query.localSymbol) &&
    routes(instrument, query.exchange)
  );
}

/** The one instrument a request means; 200 when there is none or more than one, 321 without an exchange. */
export function resolveContract(market: SimulatedMarket, query: ContractQuery): Outcome<SimInstrument, '200' | '321'> {
  if (query.symbol === '' && query.conId <= 0 && query.localSymbol === '') {
    return fail('321', "Error validating request.-'bN' : cause - Please enter a local symbol or a symbol");
  }
  if (query.secType === '' && query.conId <= 0) {
    return fail('321', "Error validating request.-'bN' : cause - Please enter a valid security type");
  }
  const found = findContracts(market, query);
  const [first] = found;
  if (!first) return fail('200', 'No security definition has been found for the request');
  if (found.length > 1) {
    return fail('200', `The contract description specified for ${query.symbol} is ambiguous.`);
  }
  if (query.exchange === '') {
    return fail('321', "Error validating request.-'bN' : cause - Please enter exchange");
  }
  return ok(first);
}
