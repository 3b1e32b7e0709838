import type { Contract, ContractDetails, SecType as WireSecType } from '@stoqey/ib';
import { instrumentId, type Instrument, type OptionRight, type SecType } from '../../domain/instrument.ts';
import { shownText } from '../../domain/shown-text.ts';
import type { ContractQuery } from '../../ports/market-data.ts';
import { plainText } from './plain-text.ts';

const secTypes: readonly SecType[] = ['STK', 'IND', 'OPT', 'FUT', 'CASH', 'CRYPTO'];

function secTypeOf(text: string | undefined): SecType | null {
  return secTypes.find((secType) => secType === text) ?? null;
}

/** Dates arrive as `20250620`, and as `20250620 08:30 US/Central` in one field. */
function expiryOf(contract: Contract): string {
  const text = contract.lastTradeDate || contract.lastTradeDateOrContractMonth || '';
  return /^\d{8}/.exec(text.replaceAll('-', ''))?.[0] ?? '';
}

function rightOf(contract: Contract): OptionRight | null {
  const right = String(contract.right ?? '');
  if (right.startsWith('C')) return 'C';
  return right.startsWith('P') ? 'P' : null;
}

function multiplierOf(contract: Contract, secType: SecType): number {
  const told = Number(contract.multiplier ?? 0);
  if (told > 0) return told;
  return secType === 'OPT' ? 100 : 1;
}

/**
 * Instrument of a contract as orders, positions and executions carry it: exchange and multiplier may be missing there.
 * Null for a kind of security that is not supported.
 */
export function instrumentOfContract(contract: Contract, details?: ContractDetails): Instrument | null {
  const secType = secTypeOf(contract.secType);
  if (secType === null || !contract.symbol) return null;
  const option = secType === 'OPT';
  const symbol = plainText(contract.symbol, 20);
  const currency = contract.currency || 'USD';
  const expiry = option || secType === 'FUT' ? expiryOf(contract) : '';
  const strike = option ? (contract.strike ?? null) : null;
  const right = option ? rightOf(contract) : null;
  const tradingClass = plainText(contract.tradingClass ?? '', 20);
  const smart = secType === 'STK' || option;
  return {
    id: instrumentId({ symbol, secType, currency, expiry, strike, right, tradingClass }),
    symbol,
    secType,
    exchange: smart && currency === 'USD' ? 'SMART' : contract.exchange || contract.primaryExch || '',
    primaryExchange: plainText(contract.primaryExch ?? '', 20),
    currency,
    multiplier: multiplierOf(contract, secType),
    minTick: details?.minTick && details.minTick > 0 ? details.minTick : 0.01,
    expiry,
    strike,
    right,
    tradingClass,
    conId: contract.conId ? contract.conId : null,
    name: shownText(details?.longName ?? ''),
  };
}

export function instrumentOfDetails(details: ContractDetails): Instrument | null {
  return instrumentOfContract(details.contract, details);
}

/** The contract of an instrument for a request: always built from our own facts, never echoed from TWS. */
export function contractOf(instrument: Instrument): Contract {
  const contract: Contract = {
    symbol: instrument.symbol,
    secType: instrument.secType as WireSecType,
    exchange: instrument.exchange,
    currency: instrument.currency,
  };
  if (instrument.conId !== null) contract.conId = instrument.conId;
  if (instrument.secType === 'STK' && instrument.primaryExchange) contract.primaryExch = instrument.primaryExchange;
  if (instrument.expiry) contract.lastTradeDateOrContractMonth = instrument.expiry;
  if (instrument.secType !== 'OPT') return contract;
  contract.multiplier = instrument.multiplier;
  if (instrument.strike !== null) contract.strike = instrument.strike;
  if (instrument.right !== null) contract.right = instrument.right as NonNullable<Contract['right']>;
  if (instrument.tradingClass) contract.tradingClass = instrument.tradingClass;
  return contract;
}

export function contractOfQuery(query: ContractQuery): Contract {
  const contract: Contract = {
    symbol: plainText(query.symbol, 20),
    secType: query.secType as WireSecType,
    exchange: query.exchange,
    currency: query.currency,
  };
  if (query.conId !== undefined) contract.conId = query.conId;
  if (query.expiry) contract.lastTradeDateOrContractMonth = query.expiry;
  if (query.strike !== undefined) contract.strike = query.strike;
  if (query.right) contract.right = query.right as NonNullable<Contract['right']>;
  if (query.tradingClass) contract.tradingClass = query.tradingClass;
  return contract;
}
