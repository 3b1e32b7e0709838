import { ListOrdered } from 'lucide-react';
import { Badge } from '../../components/badge.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { number, price } from '../../components/format.ts';
import { clockTime, instrumentName } from '../../components/format-time.ts';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { orders } from '../../stores/feeds.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';

function Orders() {
  const rows = [...useFeedItems(orders).values()].toSorted(
    (one, other) =>
      Number(other.state === 'unknown') - Number(one.state === 'unknown') || other.createdTime - one.createdTime,
  );
  const condition = useFeedCondition(orders);
  return (
    <WhenKnown of={condition} what="orders">
      {rows.length === 0 ? (
        <Condition title="No orders today" />
      ) : (
        <div className="window-body">
          <table className="data-table">
            <thead>
              <tr>
                <th>Time</th>
                <th>Instrument</th>
                <th>Side</th>
                <th className="num">Quantity</th>
                <th className="num">Price</th>
                <th>State</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.intent}>
                  <td>{clockTime(row.createdTime)}</td>
                  <td>{instrumentName(row.instrument)}</td>
                  <td>{row.side}</td>
                  <td className="num">
                    {number(row.filled, 0)}/{number(row.quantity, 0)}
                  </td>
                  <td className="num">{row.limitPrice === null ? row.type : price(row.limitPrice)}</td>
                  <td>
                    <Badge tone={row.state === 'unknown' ? 'danger' : 'normal'} title={row.reason}>
                      {row.state === 'unknown' ? 'UNKNOWN' : row.state}
                    </Badge>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </WhenKnown>
  );
}

export const ordersWindow: WindowDefinition = {
  id: 'orders',
  title: 'Orders',
  icon: ListOrdered,
  followsSymbol: false,
  component: Orders,
};
