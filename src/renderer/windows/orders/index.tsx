import { RefreshCw } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { Order } from '../../../engine/domain/order.ts';
import { AccountSummary } from '../../components/account-summary.tsx';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { moveBetweenRows } from '../../components/row-keys.ts';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import type { Command } from '../../frame/commands/command.ts';
import { runCommand, useCommands } from '../../frame/commands/registry.ts';
import { useOrderAbsence } from '../../stores/broker-absence.ts';
import { orders } from '../../stores/feeds.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';
import { countOrders, groupOrders, type OrderFilter } from './order-groups.ts';
import { cancelOrder, mayCancel, mayModify, OrderRow } from './order-row.tsx';
import './orders.css';

/** Rows drawn at once; the journal has the rest. */
const most = 400;

function focusedOrder(): Order | null {
  const intent = document.activeElement?.closest<HTMLElement>('[data-intent]')?.dataset['intent'];
  return (intent && orders.store.getState().items.get(intent)) || null;
}

function useOrderCommands(edit: (intent: string) => void): void {
  const commands = useMemo((): readonly Command[] => {
    const section = 'Orders';
    const scope = 'orders';
    const withFocused = (run: (order: Order) => void) => () => {
      const order = focusedOrder();
      if (order) run(order);
      else toast('info', 'No order is focused');
    };
    return [
      {
        id: 'orders.cancel',
        title: 'Cancel the focused order',
        section,
        scope,
        keys: 'C',
        run: withFocused((order) =>
          mayCancel(order)
            ? cancelOrder(order)
            : toast('info', `${order.ticker}: nothing to cancel`, `The order is ${order.state}.`),
        ),
      },
      {
        id: 'orders.modify',
        title: 'Change the focused order',
        section,
        scope,
        keys: 'E',
        run: withFocused((order) =>
          mayModify(order)
            ? edit(order.intent)
            : toast('info', `${order.ticker}: cannot be changed`, `The order is ${order.state}.`),
        ),
      },
    ];
  }, [edit]);
  useCommands(commands);
}

const none: Readonly<Record<OrderFilter, string>> = {
  working: 'No working orders',
  done: 'No finished orders',
  all: 'No orders today',
};

/** What Quorum has sent is in its journal; what lies at the broker only the broker knows. */
function NoOrders({ filter }: { readonly filter: OrderFilter }) {
  const absence = useOrderAbsence();
  if (absence && filter !== 'done')
    return (
      <Condition tone="lost" title="Orders at the broker are not known">
        The journal holds none of today. {absence.fact}. {absence.remedy}
      </Condition>
    );
  return (
    <Condition title={none[filter]}>
      {filter === 'all' ? 'Press B or S on a row of the grid to prepare one.' : undefined}
    </Condition>
  );
}

export function Orders() {
  const items = useFeedItems(orders);
  const condition = useFeedCondition(orders);
  const [filter, setFilter] = useState<OrderFilter>('all');
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [editing, setEditing] = useState<string | null>(null);
  const all = useMemo(() => [...items.values()], [items]);
  const groups = useMemo(() => groupOrders(all, filter), [all, filter]);
  const counts = countOrders(all);
  useOrderCommands(useCallback((intent: string) => setEditing(intent), []));
  const toggle = (intent: string): void =>
    setExpanded((before) => {
      const next = new Set(before);
      if (!next.delete(intent)) next.add(intent);
      return next;
    });
  const row = (order: Order, child: boolean) => (
    <OrderRow
      key={order.intent}
      order={order}
      child={child}
      view={{ expanded: expanded.has(order.intent), editing: editing === order.intent && mayModify(order) }}
      onToggle={() => toggle(order.intent)}
      onEdit={(on) => setEditing(on ? order.intent : null)}
    />
  );
  return (
    <WhenKnown of={condition} what="orders">
      <AccountSummary />
      <div className="window-bar">
        <Segmented
          label="Which orders"
          value={filter}
          options={[
            { value: 'all', label: `All ${all.length}` },
            { value: 'working', label: `Working ${counts.working}` },
            { value: 'done', label: `Done ${counts.done}` },
          ]}
          onChange={setFilter}
          testId={testIds.orderFilter}
        />
        {counts.unknown > 0 ? (
          <strong className="danger" role="alert">
            {counts.unknown} UNKNOWN: may be at the broker
          </strong>
        ) : null}
        <span className="grow" />
        <Button
          tone="quiet"
          iconOnly
          onClick={() => runCommand('trade.reconcile')}
          aria-label="Reconcile with the broker"
          title="Reconcile: ask the broker what works and what has filled"
        >
          <RefreshCw size={13} />
        </Button>
        <Button
          disabled={counts.working === 0}
          onClick={() => runCommand('trade.cancel-all')}
          title="Cancel all orders (Esc Esc)"
        >
          Cancel all
        </Button>
      </div>
      {groups.length === 0 ? (
        <NoOrders filter={filter} />
      ) : (
        <div className="window-body">
          <table className="data-table orders narrows" onKeyDown={moveBetweenRows}>
            <thead>
              <tr>
                <th>
                  <span className="wide-only">Time ET</span>
                </th>
                <th>Symbol</th>
                <th>Side</th>
                <th className="num">Qty</th>
                <th>Price</th>
                <th className="wide-only">TIF</th>
                <th>State</th>
                <th className="wide-only">Last word</th>
                <th>
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            {groups.slice(0, most).map(({ order, children }) => (
              <tbody key={order.intent} data-bracket={children.length > 0}>
                {row(order, false)}
                {children.map((child) => row(child, true))}
              </tbody>
            ))}
          </table>
          {groups.length > most ? (
            <p className="pad faint">{groups.length - most} older orders are not shown.</p>
          ) : null}
        </div>
      )}
    </WhenKnown>
  );
}
