import { TickByTickDataType } from '@stoqey/ib';
import type { Instrument } from '../../domain/instrument.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { Trade } from '../../domain/trade.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import { dataFailure, isInformation } from './error-codes.ts';
import type { Route } from './frame-sink.ts';
import { contractOf } from './instrument-translate.ts';
import { connectionLost, LineProblem } from './line-problem.ts';
import type { LineSpec } from './line-registry.ts';

export type TapeListener = {
  onTrade(trade: Trade): void;
  onProblem(failure: Failure<MarketDataCode> | null): void;
};

const unreportedBit = 2;

/** Every print of one instrument, tick by tick. */
export function tapeLine(options: {
  readonly instrument: Instrument;
  readonly listener: TapeListener;
  now(): number;
}): LineSpec {
  const { instrument, listener, now } = options;
  const problem = new LineProblem((failure) => listener.onProblem(failure));
  const route: Route = {
    trade: (timeSec, price, size, mask, venue, conditions) => {
      if (!(price > 0) || !(size >= 0)) return;
      problem.clear();
      const receivedTime = now();
      const unreported = (mask & unreportedBit) !== 0;
      const eventTime = timeSec > 0 ? timeSec * 1000 : receivedTime;
      listener.onTrade({
        instrument: instrument.id,
        price,
        size,
        venue,
        conditions: conditions.trim(),
        unreported,
        eventTime,
        receivedTime,
      });
    },
    problem: (code, message) => {
      // A stream with a problem is given up: what is only said must not be one.
      if (!isInformation(code)) problem.is(dataFailure(code, message));
    },
  };
  return {
    priority: 2,
    route,
    open: (api, reqId) => api.reqTickByTickData(reqId, contractOf(instrument), TickByTickDataType.AllLast, 0, false),
    cancel: (api, reqId) => void api.cancelTickByTickData(reqId),
    lost: () => problem.is(connectionLost),
  };
}
