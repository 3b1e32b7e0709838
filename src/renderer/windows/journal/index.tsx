import { NotebookPen } from 'lucide-react';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { number, price, score, signed } from '../../components/format.ts';
import { dayAndTime } from '../../components/format-time.ts';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { trades } from '../../stores/feeds.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';

function Journal() {
  const rows = [...useFeedItems(trades).values()].toSorted((one, other) => other.openTime - one.openTime);
  const condition = useFeedCondition(trades);
  return (
    <WhenKnown of={condition} what="the journal">
      {rows.length === 0 ? (
        <Condition title="No trades yet" />
      ) : (
        <div className="window-body">
          <table className="data-table">
            <thead>
              <tr>
                <th>Opened</th>
                <th>Symbol</th>
                <th>Side</th>
                <th className="num">Quantity</th>
                <th className="num">Entry</th>
                <th className="num">Exit</th>
                <th className="num">P&amp;L</th>
                <th className="num">R</th>
                <th className="num">Conviction</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td>{dayAndTime(row.openTime)}</td>
                  <td>{row.ticker}</td>
                  <td>{row.direction}</td>
                  <td className="num">{number(row.quantity, 0)}</td>
                  <td className="num">{price(row.entryPrice)}</td>
                  <td className="num">{price(row.exitPrice)}</td>
                  <td className={`num ${row.realizedPnl >= 0 ? 'up' : 'down'}`}>{signed(row.realizedPnl)}</td>
                  <td className="num">{signed(row.rMultiple, 1)}</td>
                  <td className="num">{score(row.entryScore?.conviction)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </WhenKnown>
  );
}

export const journalWindow: WindowDefinition = {
  id: 'journal',
  title: 'Journal',
  icon: NotebookPen,
  followsSymbol: false,
  component: Journal,
};
