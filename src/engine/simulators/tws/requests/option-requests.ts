import { resolveContract } from '../contracts/find-contracts.ts';
import { tickOption } from '../encode/market-data.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import { nothing } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import type { FieldReader } from '../wire/field-reader.ts';
import { readContract, type ContractQuery } from '../wire/contract-query.ts';
import { requestIds } from '../wire/message-ids.ts';

/** Tick type of calculated values. */
const customComputation = 53;

/**
 * Calculators answer with the market's own model, whatever price or volatility was asked: the simulator does not
 * price options itself.
 */
function calculate(session: Session, requestId: number, query: ContractQuery): void {
  const resolved = resolveContract(session.world.market, query);
  if (!resolved.ok) return session.error(requestId, Number(resolved.failure.code), resolved.failure.message);
  const model = session.world.market.model(resolved.value.id);
  session.send(tickOption({ requestId, tick: customComputation, model, price: null, version: session.version }));
}

/** Some clients write the number of options before them. */
function skipInputs(reader: FieldReader): void {
  reader.skip(['given', 'underlyingPrice']);
  if (reader.left > 1) reader.int('optionCount');
  reader.text('options');
}

export const optionRequests: RequestHandlers = {
  [requestIds.impliedVolatility]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    skipInputs(reader);
    return () => calculate(session, requestId, query);
  },
  [requestIds.optionPrice]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    const query = readContract(reader);
    skipInputs(reader);
    return () => calculate(session, requestId, query);
  },
  [requestIds.cancelImpliedVolatility]: (_session, reader) => {
    reader.skip(['version', 'requestId']);
    return nothing;
  },
  [requestIds.cancelOptionPrice]: (_session, reader) => {
    reader.skip(['version', 'requestId']);
    return nothing;
  },
};
