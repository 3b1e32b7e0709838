import { useMemo, useState } from 'react';
import type { Position } from '../../../engine/domain/position.ts';
import { links } from '../../bridge/links.ts';
import { AccountSummary } from '../../components/account-summary.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { number, signed } from '../../components/format.ts';
import { moveBetweenRows } from '../../components/row-keys.ts';
import type { Command } from '../../frame/commands/command.ts';
import { useCommands } from '../../frame/commands/registry.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { useOrderAbsence } from '../../stores/broker-absence.ts';
import { gateFeed, positions } from '../../stores/feeds.ts';
import { sendAndReport } from '../../stores/report-order.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeedCondition, useFeedItem, useFeedItems } from '../../stores/use-feed.ts';
import { reduceOrder, reverseOrder, stopOrder } from './exit-order.ts';
import { cancelWorking, shrinkExits } from './make-room.ts';
import { PositionRow } from './position-row.tsx';
import { ReduceDialog } from './reduce-dialog.tsx';
import { ReverseDialog } from './reverse-dialog.tsx';
import { StopDialog } from './stop-dialog.tsx';
import './positions.css';

type Asking = { readonly what: 'reverse' | 'stop' | 'part'; readonly instrument: string };

async function flatten({ instrument, ticker }: Position): Promise<void> {
  const answer = await links().execution.call.flatten({ instrument, origin: { source: 'window', label: 'Positions' } });
  reportAnswer(`Flatten ${ticker}`, answer);
}

function sum(values: readonly (number | null)[]): number | null {
  return values.includes(null) ? null : values.reduce<number>((total, value) => total + (value ?? 0), 0);
}

/** The row with the keyboard, by its instrument. */
function focusedInstrument(): string | null {
  const row = document.activeElement?.closest<HTMLElement>('[data-instrument]');
  return row?.dataset['instrument'] ?? null;
}

function Totals({ rows }: { readonly rows: readonly Position[] }) {
  const open = sum(rows.map(({ unrealizedPnl }) => unrealizedPnl));
  const day = sum(rows.map(({ dayPnl }) => dayPnl));
  const tone = (value: number | null): string =>
    value === null || value === 0 ? 'num' : value > 0 ? 'num up' : 'num down';
  return (
    <tfoot>
      <tr>
        <td colSpan={2}>
          {rows.length} {rows.length === 1 ? 'position' : 'positions'}
        </td>
        <td className="wide-only" />
        <td className="wide-only" />
        <td className={tone(open)}>{signed(open)}</td>
        <td className="wide-only" />
        <td className={`${tone(day)} wide-only`}>{signed(day)}</td>
        <td className="num wide-only" title="Sum of absolute values">
          {number(sum(rows.map(({ marketValue }) => (marketValue === null ? null : Math.abs(marketValue)))), 0)}
        </td>
        <td colSpan={2} />
      </tr>
    </tfoot>
  );
}

/** None, or none that anybody could tell of. */
function NoPositions() {
  const absence = useOrderAbsence();
  if (!absence)
    return <Condition title="No open positions">Press B on a row of the grid to prepare an order.</Condition>;
  return (
    <Condition tone="lost" title="Positions are not known">
      {absence.fact}. {absence.remedy}
    </Condition>
  );
}

export function Positions() {
  const all = useFeedItems(positions);
  const rows = useMemo(
    () =>
      [...all.values()]
        .filter(({ quantity }) => quantity !== 0)
        .toSorted((one, other) => one.instrument.localeCompare(other.instrument)),
    [all],
  );
  const condition = useFeedCondition(positions);
  const mode = useFeedItem(gateFeed, 'gate')?.mode ?? null;
  const [asking, setAsking] = useState<Asking | null>(null);
  const asked = asking === null ? undefined : all.get(asking.instrument);
  const commands = useMemo(
    (): readonly Command[] => [
      {
        id: 'positions.stop',
        title: 'Attach a stop to the focused position',
        section: 'Positions',
        scope: 'positions',
        keys: 'T',
        run: () => {
          const instrument = focusedInstrument();
          const held = instrument === null ? undefined : positions.store.getState().items.get(instrument);
          if (held && held.quantity !== 0 && held.protectiveStop !== 'broker')
            setAsking({ what: 'stop', instrument: held.instrument });
          else toast('info', held ? `${held.ticker} has a stop at the broker` : 'No position is focused');
        },
      },
    ],
    [],
  );
  useCommands(commands);
  const send = (
    what: string,
    build: (given: {
      readonly intent: string;
      readonly mode: NonNullable<typeof mode>;
    }) => ReturnType<typeof reverseOrder>,
  ): void => {
    if (mode === null) return void toast('danger', `${what}: not sent`, 'No link to the execution process.');
    void sendAndReport(what, build({ intent: crypto.randomUUID(), mode }));
  };
  /** First what must be out of the way; only once that is confirmed the order. */
  const sendAfter = async (clear: Promise<string | null>, ...order: Parameters<typeof send>): Promise<void> => {
    const obstacle = await clear;
    if (obstacle === null) send(...order);
    else toast('danger', `${order[0]}: not sent`, `${obstacle}. See Orders for what works now.`);
  };
  return (
    <WhenKnown of={condition} what="positions">
      <AccountSummary />
      {rows.length === 0 ? (
        <NoPositions />
      ) : (
        <div className="window-body">
          <table className="data-table positions narrows">
            <thead>
              <tr>
                <th>Symbol</th>
                <th className="num">Qty</th>
                <th className="num wide-only">Average</th>
                <th className="num wide-only">Mark</th>
                <th className="num">Open P&amp;L</th>
                <th className="num wide-only">%</th>
                <th className="num wide-only">Day P&amp;L</th>
                <th className="num wide-only">Value</th>
                <th>Stop</th>
                <th>
                  <span className="sr-only">Actions</span>
                </th>
              </tr>
            </thead>
            <tbody onKeyDown={moveBetweenRows}>
              {rows.map((row) => (
                <PositionRow
                  key={row.instrument}
                  position={row}
                  onFlatten={() => void flatten(row)}
                  onPart={() => setAsking({ what: 'part', instrument: row.instrument })}
                  onReverse={() => setAsking({ what: 'reverse', instrument: row.instrument })}
                  onStop={() => setAsking({ what: 'stop', instrument: row.instrument })}
                />
              ))}
            </tbody>
            <Totals rows={rows} />
          </table>
        </div>
      )}
      {asking?.what === 'reverse' && asked ? (
        <ReverseDialog
          position={asked}
          mode={mode?.toUpperCase() ?? '–'}
          onClose={() => setAsking(null)}
          onConfirm={() =>
            void sendAfter(cancelWorking(asked.instrument), `Reverse ${asked.ticker}`, (given) =>
              reverseOrder(asked, given),
            )
          }
        />
      ) : null}
      {asking?.what === 'part' && asked ? (
        <ReduceDialog
          position={asked}
          mode={mode?.toUpperCase() ?? '–'}
          onClose={() => setAsking(null)}
          onSend={(quantity) =>
            void sendAfter(
              shrinkExits(asked, Math.abs(asked.quantity) - quantity),
              `Close ${number(quantity, 0)} ${asked.ticker}`,
              (given) => reduceOrder(asked, { ...given, quantity }),
            )
          }
        />
      ) : null}
      {asking?.what === 'stop' && asked ? (
        <StopDialog
          position={asked}
          onClose={() => setAsking(null)}
          onSend={(stopPrice) => send(`Stop for ${asked.ticker}`, (given) => stopOrder(asked, { ...given, stopPrice }))}
        />
      ) : null}
    </WhenKnown>
  );
}
