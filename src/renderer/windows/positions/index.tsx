import { Briefcase } from 'lucide-react';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { number, price, signed } from '../../components/format.ts';
import { instrumentName } from '../../components/format-time.ts';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { positions } from '../../stores/feeds.ts';
import { focusSymbol } from '../../stores/symbols.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';

const stops = { broker: 'at broker', 'client-only': 'client only', none: 'none' } as const;

function Positions() {
  const rows = [...useFeedItems(positions).values()].filter(({ quantity }) => quantity !== 0);
  const condition = useFeedCondition(positions);
  return (
    <WhenKnown of={condition} what="positions">
      {rows.length === 0 ? (
        <Condition title="No open positions">Press B on a row of the grid to prepare an order.</Condition>
      ) : (
        <div className="window-body">
          <table className="data-table">
            <thead>
              <tr>
                <th>Instrument</th>
                <th className="num">Quantity</th>
                <th className="num">Average</th>
                <th className="num">Mark</th>
                <th className="num">Open P&amp;L</th>
                <th>Stop</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.instrument} onClick={() => focusSymbol(row.ticker)}>
                  <td>{instrumentName(row.instrument)}</td>
                  <td className="num">{number(row.quantity, 0)}</td>
                  <td className="num">{price(row.averagePrice)}</td>
                  <td className="num">{price(row.mark)}</td>
                  <td className={`num ${(row.unrealizedPnl ?? 0) >= 0 ? 'up' : 'down'}`}>
                    {signed(row.unrealizedPnl)}
                  </td>
                  <td className={row.protectiveStop === 'broker' ? '' : 'attention'}>{stops[row.protectiveStop]}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </WhenKnown>
  );
}

export const positionsWindow: WindowDefinition = {
  id: 'positions',
  title: 'Positions',
  icon: Briefcase,
  followsSymbol: false,
  component: Positions,
};
