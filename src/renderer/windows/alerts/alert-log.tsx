import { Check, CircleAlert, Info, OctagonAlert } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { Alert } from '../../../engine/domain/alert.ts';
import { Button } from '../../components/button.tsx';
import { clockTime, dayAndTime } from '../../components/format-time.ts';
import { missing, milliseconds } from '../../components/format.ts';
import { moveBetweenRows } from '../../components/row-keys.ts';
import { testIds } from '../../components/test-ids.ts';
import { chooseSymbol, focusSymbol } from '../../stores/symbols.ts';

const icons = { info: Info, attention: CircleAlert, critical: OctagonAlert };

/** Shown this soon after firing is worth no number. */
const promptMs = 1_000;

function shownText({ firedTime, shownTime }: Alert): string {
  if (shownTime === null) return 'not shown yet';
  const delay = shownTime - firedTime;
  return delay >= 0 && delay < promptMs ? `${clockTime(shownTime)} (+${milliseconds(delay)})` : clockTime(shownTime);
}

type Props = {
  readonly rows: readonly Alert[];
  readonly wanted: string | null;
  readonly acknowledge: (ids: readonly string[]) => void;
};

export function AlertLog({ rows, wanted, acknowledge }: Props) {
  const wantedRow = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    wantedRow.current?.scrollIntoView({ block: 'center' });
    wantedRow.current?.focus();
  }, [wanted]);
  return (
    <table className="data-table alert-log narrows" onKeyDown={moveBetweenRows}>
      <thead>
        <tr>
          <th>Fired ET</th>
          <th>Alert</th>
          <th className="wide-only">Shown</th>
          <th>
            <span className="wide-only">Acknowledged</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const Icon = icons[row.severity];
          return (
            <tr
              key={row.id}
              ref={row.id === wanted ? wantedRow : undefined}
              data-row
              tabIndex={0}
              data-alert={row.id}
              data-severity={row.severity}
              data-open={row.acknowledgedTime === null}
              aria-selected={row.id === wanted}
              onFocus={() => row.ticker !== '' && focusSymbol(row.ticker)}
              // The log has no group of its own: a click moves the first one, which every new window joins.
              onClick={() => row.ticker !== '' && chooseSymbol('A', row.ticker)}
              onKeyDown={(event) => {
                if (event.key === 'Enter' && event.target === event.currentTarget && row.acknowledgedTime === null)
                  acknowledge([row.id]);
              }}
              data-testid={testIds.alertRow}
            >
              <td title={dayAndTime(row.firedTime)}>{clockTime(row.firedTime)}</td>
              <td className="wrap">
                <span className="alert-words">
                  <Icon size={13} aria-label={row.severity} />
                  <span>
                    <strong>{row.title}</strong> <span className="muted">{row.body}</span>
                  </span>
                </span>
              </td>
              <td className={`wide-only ${row.shownTime === null ? 'attention' : 'faint'}`}>{shownText(row)}</td>
              <td>
                {row.acknowledgedTime === null ? (
                  <span className="cell-actions">
                    <Button
                      onClick={() => acknowledge([row.id])}
                      title="Acknowledge (Enter)"
                      data-testid={testIds.alertAcknowledge}
                    >
                      <Check size={12} aria-hidden /> Acknowledge
                    </Button>
                  </span>
                ) : (
                  <span className="faint">{clockTime(row.acknowledgedTime) || missing}</span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
