import type { SimInstrument, SimulatedMarket } from '../../simulated-market.ts';
import { findContracts } from '../contracts/find-contracts.ts';
import { priceBands } from '../contracts/market-rules.ts';
import {
  contractDetails,
  contractDetailsEnd,
  marketRule,
  optionParameters,
  optionParametersEnd,
  symbolSamples,
} from '../encode/contract-details.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';

export const contractRequests: RequestHandlers = {
  [requestIds.contractDetails]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    reader.skip(['includeExpired', 'secIdType', 'secId']);
    if (session.version >= since.issuerId) reader.text('issuerId');
    return () => sendDetails(session, requestId, query);
  },
  [requestIds.optionParameters]: (session, reader) => {
    const requestId = reader.int('requestId');
    const symbol = reader.text('symbol').toUpperCase();
    const exchange = reader.text('futFopExchange');
    reader.text('underlyingSecType');
    const underlyingConId = reader.int('underlyingConId');
    return () => sendOptionParameters(session, { requestId, symbol, exchange, underlyingConId });
  },
  [requestIds.matchingSymbols]: (session, reader) => {
    const requestId = reader.int('requestId');
    const pattern = reader.text('pattern');
    return () => sendMatches(session, requestId, pattern);
  },
  [requestIds.marketRule]: (session, reader) => {
    const ruleId = reader.int('ruleId');
    return () => {
      const bands = priceBands(ruleId);
      if (bands) session.send(marketRule(ruleId, bands));
      else session.error(-1, 321, `Error validating request.-'bK' : cause - Invalid market rule id ${ruleId}`);
    };
  },
};

function sendDetails(session: Session, requestId: number, query: ContractQuery): void {
  const { market } = session.world;
  if (query.secType === '' && query.conId <= 0) {
    session.error(requestId, 321, "Error validating request.-'bK' : cause - Please enter a valid security type");
    return;
  }
  const found = findContracts(market, query);
  if (found.length === 0) {
    session.error(requestId, 200, 'No security definition has been found for the request');
    return;
  }
  for (const instrument of found) {
    session.send(
      contractDetails({ market, instrument, exchange: query.exchange, requestId, version: session.version }),
    );
  }
  session.send(contractDetailsEnd(requestId));
}

function sendOptionParameters(
  session: Session,
  wanted: { requestId: number; symbol: string; exchange: string; underlyingConId: number },
): void {
  const classes = session.world.market.optionClasses(wanted.symbol);
  for (const optionClass of classes) {
    const fits =
      optionClass.underlyingConId === wanted.underlyingConId &&
      (wanted.exchange === '' || wanted.exchange === optionClass.exchange);
    if (fits) session.send(optionParameters(wanted.requestId, optionClass));
  }
  session.send(optionParametersEnd(wanted.requestId));
}

/** At most 16, as TWS answers. */
function sendMatches(session: Session, requestId: number, pattern: string): void {
  const { market } = session.world;
  const found = market.search(pattern).slice(0, 16);
  const rows = found.map((instrument) => ({ instrument, derivatives: derivativesOf(market, instrument) }));
  session.send(symbolSamples(requestId, rows, session.version));
}

function derivativesOf(market: SimulatedMarket, instrument: SimInstrument): readonly string[] {
  return (['OPT', 'FUT'] as const).filter((secType) => market.derivatives(instrument.symbol, secType).length > 0);
}
