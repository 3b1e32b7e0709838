import { Bell } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { clockTime } from '../../components/format-time.ts';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { useAlertFocus } from '../../stores/alert-focus.ts';
import { alerts } from '../../stores/feeds.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';

function Alerts() {
  const rows = [...useFeedItems(alerts).values()].toSorted((one, other) => other.firedTime - one.firedTime);
  const condition = useFeedCondition(alerts);
  const wanted = useAlertFocus((state) => state.id);
  const wantedRow = useRef<HTMLTableRowElement>(null);
  useEffect(() => {
    wantedRow.current?.scrollIntoView({ block: 'center' });
  }, [wanted]);
  const acknowledge = (id: string): void => void links().desk.call.acknowledge({ ids: [id] });
  return (
    <WhenKnown of={condition} what="alerts">
      {rows.length === 0 ? (
        <Condition title="No alerts have fired" />
      ) : (
        <div className="window-body">
          <table className="data-table">
            <thead>
              <tr>
                <th>Fired</th>
                <th>Alert</th>
                <th />
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id} ref={row.id === wanted ? wantedRow : undefined} aria-selected={row.id === wanted}>
                  <td>{clockTime(row.firedTime)}</td>
                  <td className="wrap">
                    <strong className={row.severity === 'critical' ? 'danger' : ''}>{row.title}</strong>{' '}
                    <span className="muted">{row.body}</span>
                  </td>
                  <td>
                    {row.acknowledgedTime === null ? (
                      <Button tone="quiet" onClick={() => acknowledge(row.id)}>
                        Acknowledge
                      </Button>
                    ) : null}
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

export const alertsWindow: WindowDefinition = {
  id: 'alerts',
  title: 'Alerts',
  icon: Bell,
  followsSymbol: false,
  component: Alerts,
};
