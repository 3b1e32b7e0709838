import { textOf, type Row, type RowResult } from '../../vendor-kit/rows.ts';
import { instantIn, tickerIn } from '../read-field.ts';

const states: Readonly<Record<string, boolean>> = { halted: true, paused: true, resumed: false, trading: false };

export function tradingHalt(row: Row): RowResult {
  const subject = tickerIn(row['ticker']);
  if (subject === null) return 'no ticker';
  const eventTime = instantIn(row['time']);
  if (eventTime === null) return 'no time';
  const halted = states[textOf(row['state']).toLowerCase()];
  if (halted === undefined) return 'a state nobody knows';
  return {
    kind: 'trading-status',
    subject,
    key: String(eventTime),
    eventTime,
    body: { halted, reason: textOf(row['reason']) },
  };
}
