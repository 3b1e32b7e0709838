import type { SimInstrument } from '../../simulated-market.ts';
import type { SimExecution } from '../broker/sim-order.ts';
import { unsetNumber, type Message } from '../wire/field-writer.ts';
import { answerIds } from '../wire/message-ids.ts';
import { since } from '../wire/versions.ts';
import { zonedText } from '../wire/wire-time.ts';
import { orderContract } from './contract-fields.ts';

/** Execution details; `requestId` is -1 for live reports. */
export function executionDetails(at: {
  execution: SimExecution;
  instrument: SimInstrument;
  requestId: number;
  version: number;
}): Message {
  const { execution, instrument, version } = at;
  return [
    answerIds.execution,
    at.requestId,
    execution.orderId,
    ...orderContract(instrument, execution.venue, ''),
    execution.execId,
    zonedText(execution.timeMs, version),
    execution.account,
    execution.venue,
    execution.action === 'BUY' ? 'BOT' : 'SLD',
    execution.shares,
    execution.price,
    execution.permId,
    execution.clientId,
    0,
    execution.cumulative,
    execution.averagePrice,
    execution.orderRef,
    '',
    '',
    '',
    execution.liquidity,
    ...(version >= since.pendingPriceRevision ? [false] : []),
  ];
}

export function executionEnd(requestId: number): Message {
  return [answerIds.executionEnd, 1, requestId];
}

export function commissionReport(execution: SimExecution): Message {
  const realized = execution.realizedPnl === null ? unsetNumber : Math.round(execution.realizedPnl * 1e6) / 1e6;
  return [answerIds.commission, 1, execution.execId, execution.commission, 'USD', realized, unsetNumber, ''];
}
