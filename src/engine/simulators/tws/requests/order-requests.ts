import { resolveContract } from '../contracts/find-contracts.ts';
import { openOrder } from '../encode/orders.ts';
import { previewOrder } from '../broker/buying-power.ts';
import { marketProblem, termsProblem } from '../broker/order-policy.ts';
import { newOrder, type SimOrder } from '../broker/sim-order.ts';
import type { RequestHandlers } from '../session/request-handler.ts';
import type { Session } from '../session/session.ts';
import { requestIds } from '../wire/message-ids.ts';
import { readOrder, type OrderRequest } from '../wire/order-request.ts';
import { since } from '../wire/versions.ts';
import type { SimInstrument } from '../../simulated-market.ts';

export const orderRequests: RequestHandlers = {
  [requestIds.placeOrder]: (session, reader) => {
    const request = readOrder(reader, session.version);
    return () => place(session, request);
  },
  [requestIds.cancelOrder]: (session, reader) => {
    if (session.version < since.cmeTagging) reader.int('version');
    const orderId = reader.int('orderId');
    if (session.version >= since.manualOrderTime) reader.text('manualCancelTime');
    if (session.version >= since.requestForQuote && session.version < since.noRequestForQuote) {
      reader.skip(['extOperator', 'externalUser', 'manualIndicator']);
    }
    if (session.version >= since.cmeTagging) reader.skip(['extOperator', 'manualIndicator']);
    return () => {
      const problem = session.world.brokerage.cancel(session.clientId, orderId);
      if (problem) session.error(orderId, problem.code, problem.message);
    };
  },
  [requestIds.globalCancel]: (session, reader) => {
    if (session.version < since.cmeTagging) reader.int('version');
    else reader.skip(['extOperator', 'manualIndicator']);
    return () => session.world.brokerage.cancelAll();
  },
};

/** Without an account the only one is meant. */
function withAccount(session: Session, request: OrderRequest): OrderRequest {
  const [only, ...others] = session.world.brokerage.accounts();
  if (request.terms.account !== '' || others.length > 0 || only === undefined) return request;
  return { ...request, terms: { ...request.terms, account: only } };
}

function place(session: Session, given: OrderRequest): void {
  const request = withAccount(session, given);
  const { orderId, contract, terms } = request;
  const { world } = session;
  if (world.settings.readOnly) {
    return session.error(
      orderId,
      321,
      "Error validating request.-'bW' : cause - The API interface is currently in Read-Only mode.",
    );
  }
  if (orderId <= 0 && !world.brokerage.find(session.clientId, orderId))
    return session.error(orderId, 103, 'Duplicate order id');
  if (contract.exchange === '') {
    return session.error(orderId, 321, "Error validating request.-'bW' : cause - Missing order exchange");
  }
  const resolved = resolveContract(world.market, contract);
  if (!resolved.ok) return session.error(orderId, Number(resolved.failure.code), resolved.failure.message);
  if (request.unserved.length > 0)
    return session.error(
      orderId,
      387,
      `Unsupported order type for this exchange and security type: ${request.unserved.join(', ')}`,
    );
  if (terms.whatIf) return preview(session, request, resolved.value);
  if (terms.outsideRth && terms.orderType === 'MKT') {
    session.error(
      orderId,
      2109,
      'Order Event Warning: Attribute "Outside Regular Trading Hours" is ignored based on the order type and destination. PlaceOrder is now processed.',
    );
  }
  const problem = world.brokerage.place({
    clientId: session.clientId,
    orderId,
    instrument: resolved.value,
    exchange: contract.exchange,
    terms,
  });
  if (problem) session.error(orderId, problem.code, problem.message);
}

/** A what-if is answered by an open order with permId 0 and nothing else. */
function preview(session: Session, request: OrderRequest, instrument: SimInstrument): void {
  const { brokerage, market } = session.world;
  const { terms, orderId } = request;
  const ledger = brokerage.ledger(terms.account);
  if (!ledger) return session.error(orderId, 435, 'You must specify an account.');
  const problem = termsProblem(terms, instrument) ?? marketProblem(market, terms, instrument);
  if (problem) return session.error(orderId, problem.code, problem.message);
  const { exchange } = request.contract;
  const { clientId } = session;
  const placed = newOrder({
    clientId,
    orderId,
    permId: 0,
    instrument: instrument.id,
    exchange,
    terms,
    placedMs: market.clock.now(),
  });
  const order: SimOrder = { ...placed, status: 'PreSubmitted' };
  const answer = previewOrder(market, ledger, instrument, terms);
  session.send(openOrder({ order, instrument, version: session.version, withCommission: false, preview: answer }));
}
