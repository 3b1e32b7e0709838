import type { ConfluenceRow } from '../../confluence/confluence-service.ts';
import type { Quote } from '../../domain/quote.ts';
import { wallTime } from '../../domain/time.ts';
import type { PipelineListener } from './replay-pipeline.ts';

export type ReplayOutput = PipelineListener & {
  /** One line a symbol: where it stands now. */
  table(): string;
};

/** With `write`, every score is one JSON line; the table is for people. */
export function createReplayOutput(write: ((line: string) => void) | null): ReplayOutput {
  const quotes = new Map<string, Quote>();
  const scores = new Map<string, ConfluenceRow>();
  return {
    onQuote: (quote) => void quotes.set(quote.instrument.replace(/\..*$/, ''), quote),
    onScore: (row) => {
      scores.set(row.ticker, row);
      const { ticker, score } = row;
      const { direction, conviction, agreeing, withData, eventTime } = score;
      write?.(JSON.stringify({ ticker, direction, conviction, agreeing, withData, time: eventTime }));
    },
    table: () => [...quotes].map(([ticker, quote]) => lineOf(ticker, quote, scores.get(ticker))).join('\n'),
  };
}

function lineOf(ticker: string, quote: Quote, row: ConfluenceRow | undefined): string {
  const { hour, minute, second } = wallTime(quote.eventTime);
  const time = [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
  const price = (value: number | null): string => (value === null ? '-' : value.toFixed(2));
  const score = row ? `${row.score.direction} ${(row.score.conviction * 100).toFixed(0)}` : 'no score';
  const sides = `${price(quote.bid)} x ${price(quote.ask)}`;
  return `${time} ET  ${ticker.padEnd(6)} last ${price(quote.last)}  ${sides}  volume ${quote.volume ?? '-'}  ${score}`;
}
