import type { TradingMode } from '../domain/account.ts';
import type { IntentId } from '../domain/ids.ts';
import type { Instrument } from '../domain/instrument.ts';
import type { BrokerEvent, BrokerPosition } from '../ports/broker.ts';
import type { Clock } from '../ports/clock.ts';
import type { FillRecord } from '../ports/journal-store.ts';
import type { Log } from '../ports/log.ts';
import type { PendingTerms } from './apply-report.ts';
import type { FillBook } from './fill-book.ts';
import type { OrderLedger } from './order-ledger.ts';
import type { TradeRecorder } from './trade-recorder.ts';

/** What the inbox writes to and whom it tells. */
export type InboxDeps = {
  readonly ledger: OrderLedger;
  readonly fills: FillBook;
  readonly trades: TradeRecorder;
  readonly clock: Clock;
  readonly log: Log;
  readonly mode: TradingMode;
  readonly scope: string;
  readonly clientId: number;
  readonly pendingTerms: ReadonlyMap<IntentId, PendingTerms>;
  /** Doubt that only a complete snapshot settles. */
  askAgain(reason: string): void;
  onFill(record: FillRecord): void;
  onPosition(position: BrokerPosition): void;
  onAccountValue(event: Extract<BrokerEvent, { kind: 'account' }>): void;
  onPnl(event: Extract<BrokerEvent, { kind: 'pnl' }>): void;
  /** Answers the best description known: the broker's reports carry less than its contract details. */
  onInstrument(instrument: Instrument): Instrument;
};
