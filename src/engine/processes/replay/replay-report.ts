import { regularSession, tradingDate } from '../../domain/calendar.ts';
import type { Log, LogFields } from '../../ports/log.ts';
import { clockText, dateText } from './replay-lines.ts';

export type Summary = {
  readonly recording: string;
  readonly rows: number;
  readonly firstTime: number | null;
  readonly lastTime: number | null;
  /** Reason -> rows that were no ticks. */
  readonly refused: Readonly<Record<string, number>>;
  readonly silent: readonly string[];
  /** Ended by the trader before the end of the file. */
  readonly stopped: boolean;
};

/** The label of everything a replay prints: what comes on a Friday evening belongs to the Monday behind it. */
export function recordingOf(title: string, timeMs: number): string {
  return `RECORDED ${title} of ${dateText(regularSession(tradingDate(timeMs)).openMs)}, not a live market`;
}

function refusedRows({ refused }: Summary): number {
  return Object.values(refused).reduce((total, count) => total + count, 0);
}

export function summaryText(summary: Summary): string {
  const { rows, firstTime, lastTime, stopped } = summary;
  const span =
    firstTime === null || lastTime === null
      ? 'no tick at all'
      : `${dateText(firstTime)} ${clockText(firstTime)} to ${dateText(lastTime)} ${clockText(lastTime)} ET`;
  const lines = [
    `${stopped ? 'Stopped before the end' : 'End of the recording'}: ${rows} rows played, ${refusedRows(summary)} refused, ${span}`,
    ...Object.entries(summary.refused).map(([reason, count]) => `  refused ${count}: ${reason}`),
    ...summary.silent.map((layer) => `  without data ${layer}`),
  ];
  return lines.join('\n');
}

export function summaryJson(summary: Summary): string {
  const { recording, rows, firstTime, lastTime, refused, silent, stopped } = summary;
  return JSON.stringify({
    kind: 'summary',
    recorded: recording,
    rows,
    refused: refusedRows(summary),
    refusedBecause: refused,
    withoutData: silent,
    firstTime,
    lastTime,
    stopped,
  });
}

function say(message: string, fields?: LogFields): void {
  process.stderr.write(`${message}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`);
}

/** Only what went wrong, beside the table. */
export const replayLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: say,
  error: say,
  child: () => replayLog,
};
