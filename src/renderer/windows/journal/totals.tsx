import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { number, percent, signed } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { journalStatistics } from './journal-statistics.ts';

function tone(value: number | null): string {
  return value === null || value === 0 ? '' : value > 0 ? 'up' : 'down';
}

/** Figures of the trades shown, each with what it rests on. */
export function Totals({ trades }: { readonly trades: readonly JournalTrade[] }) {
  const figures = journalStatistics(trades);
  const [low, high] = figures.winRateRange ?? [null, null];
  return (
    <div className="figures-line" data-testid={testIds.journalTotals}>
      <span>
        <span className="label">Closed</span>n = {figures.closed}
        {figures.open > 0 ? <span className="faint"> + {figures.open} open</span> : null}
      </span>
      <span>
        <span className="label">P&amp;L</span>
        <span className={tone(figures.realizedPnl)}>{signed(figures.realizedPnl)}</span>
      </span>
      <span title="95% Wilson interval">
        <span className="label">Win rate</span>
        {percent(figures.winRate, 0)}{' '}
        {low === null ? null : (
          <span className="faint">
            ({percent(low, 0)} to {percent(high, 0)})
          </span>
        )}
      </span>
      <span title={figures.profitFactor === null ? 'Without a losing trade there is none' : 'Profits over losses'}>
        <span className="label">Profit factor</span>
        {number(figures.profitFactor)}
      </span>
      <span title="Average result of a closed trade">
        <span className="label">Expectancy</span>
        <span className={tone(figures.expectancy)}>{signed(figures.expectancy)}</span>
      </span>
      <span title={`${figures.withR} trades had a planned stop`}>
        <span className="label">Average R</span>
        {signed(figures.averageR)} <span className="faint">n = {figures.withR}</span>
      </span>
      <span>
        <span className="label">Commission</span>
        {number(figures.commission)}
      </span>
    </div>
  );
}
