import { ChevronDown, ChevronRight, Pencil, X } from 'lucide-react';
import { isOpen, type Order } from '../../../engine/domain/order.ts';
import { links } from '../../bridge/links.ts';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { clockTime, instrumentName } from '../../components/format-time.ts';
import { number, price } from '../../components/format.ts';
import { priceWords } from '../../components/order-terms.ts';
import { testIds } from '../../components/test-ids.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { focusSymbol } from '../../stores/symbols.ts';
import { ModifyFields } from './modify-fields.tsx';
import { OrderHistory } from './order-history.tsx';
import { roleWords, stateWords } from './order-words.ts';

export function cancelOrder({ intent, ticker }: Pick<Order, 'intent' | 'ticker'>): void {
  void links()
    .execution.call.cancel({ intent })
    .then((answer) => reportAnswer(`Cancel ${ticker}`, answer));
}

export function mayCancel(order: Order): boolean {
  return isOpen(order.state) && order.state !== 'cancel-pending';
}

export function mayModify(order: Order): boolean {
  return order.state === 'working' && !order.modifyPending && order.type !== 'MKT' && order.type !== 'MOC';
}

/** Where the column has no room for it. */
function averageWords({ averageFillPrice }: Order): string | undefined {
  return averageFillPrice === null ? undefined : `Filled at ${price(averageFillPrice)} on average`;
}

export type RowView = { readonly expanded: boolean; readonly editing: boolean };
type Props = {
  readonly order: Order;
  readonly child: boolean;
  readonly view: RowView;
  readonly onToggle: () => void;
  readonly onEdit: (on: boolean) => void;
};

export function OrderRow({ order, child, view, onToggle, onEdit }: Props) {
  const state = stateWords[order.state];
  const buy = order.side === 'BUY';
  const Chevron = view.expanded ? ChevronDown : ChevronRight;
  return (
    <>
      <tr
        data-row
        tabIndex={0}
        data-child={child}
        data-state={order.state}
        data-intent={order.intent}
        aria-expanded={view.expanded}
        onFocus={() => focusSymbol(order.ticker)}
        onKeyDown={(event) => {
          if (event.target !== event.currentTarget || event.key !== 'Enter') return;
          event.preventDefault();
          onToggle();
        }}
        data-testid={testIds.orderRow}
      >
        <td>
          <span className="order-time">
            <button
              type="button"
              className="order-caret"
              onClick={onToggle}
              tabIndex={-1}
              aria-label={view.expanded ? 'Hide the history' : 'Show the history'}
            >
              <Chevron size={12} />
            </button>
            <span className="wide-only">{clockTime(order.createdTime)}</span>
          </span>
        </td>
        <td className="strong">{instrumentName(order.instrument)}</td>
        <td>
          <span className={buy ? 'up' : 'down'}>
            <span aria-hidden>{buy ? '▲' : '▼'}</span> {order.side}
          </span>{' '}
          <span className="faint wide-only">{roleWords[order.role]}</span>
        </td>
        {view.editing ? (
          <td colSpan={2}>
            <ModifyFields order={order} onClose={() => onEdit(false)} />
          </td>
        ) : (
          <>
            <td className="num" title={`${number(order.filled, 0)} filled of ${number(order.quantity, 0)}`}>
              {order.filled > 0 ? (
                <span className={order.filled === order.quantity ? 'wide-only' : undefined}>
                  {number(order.filled, 0)} /{' '}
                </span>
              ) : null}
              {number(order.quantity, 0)}
            </td>
            <td title={averageWords(order)}>
              {priceWords(order)}
              {order.averageFillPrice === null ? null : (
                <span className="muted wide-only"> filled {price(order.averageFillPrice)}</span>
              )}
            </td>
          </>
        )}
        <td className="faint wide-only">
          {order.timeInForce}
          {order.outsideRth ? ' ext' : ''}
        </td>
        <td data-testid={testIds.orderState}>
          <Badge tone={state.tone} title={order.reason}>
            {state.text}
          </Badge>
          {order.modifyPending ? (
            <>
              {' '}
              <Badge tone="attention">change pending</Badge>
            </>
          ) : null}
          {order.adopted ? (
            <>
              {' '}
              <Badge title="Placed outside of this program and adopted">adopted</Badge>
            </>
          ) : null}
        </td>
        <td className="order-reason wide-only" title={order.reason}>
          {order.reason}
        </td>
        <td>
          <span className="cell-actions">
            {mayModify(order) && !view.editing ? (
              <Button
                tone="quiet"
                iconOnly
                onClick={() => onEdit(true)}
                aria-label={`Change ${order.ticker}`}
                title="Change price or quantity (E)"
                data-testid={testIds.orderModify}
              >
                <Pencil size={12} />
              </Button>
            ) : null}
            {isOpen(order.state) ? (
              <Button
                disabled={!mayCancel(order)}
                onClick={() => cancelOrder(order)}
                title="Cancel (C)"
                data-testid={testIds.orderCancel}
              >
                <X size={11} aria-hidden /> {order.state === 'cancel-pending' ? 'Pending' : 'Cancel'}
              </Button>
            ) : null}
          </span>
        </td>
      </tr>
      {view.expanded ? (
        <tr className="order-detail">
          <td colSpan={9}>
            <OrderHistory order={order} />
          </td>
        </tr>
      ) : null}
    </>
  );
}
