import { BellOff, BellRing } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { Alert } from '../../../engine/domain/alert.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { Condition, WhenKnown } from '../../components/condition.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import { askForNotifications, notificationPermission } from '../../frame/notifications.ts';
import type { WindowProps } from '../../frame/window-definition.ts';
import { useAlertFocus } from '../../stores/alert-focus.ts';
import { alertRules, alerts } from '../../stores/feeds.ts';
import { useSettings } from '../../stores/settings.ts';
import { toast } from '../../stores/toasts.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';
import { AlertLog } from './alert-log.tsx';
import { RulesEditor } from './rules-editor.tsx';
import './alerts.css';

const mostAtOnce = 500;

async function acknowledge(ids: readonly string[]): Promise<void> {
  const answer = await links().desk.call.acknowledge({ ids: ids.slice(0, mostAtOnce) });
  if (!answer.ok) toast('danger', 'Acknowledge: not done', answer.failure.message);
}

/** The receipt: this window has put them before the trader. */
function useMarkShown(ids: readonly string[], visible: boolean): void {
  const told = useRef(new Set<string>());
  const key = ids.join(' ');
  useEffect(() => {
    const fresh = visible && !document.hidden ? key.split(' ').filter((id) => id !== '' && !told.current.has(id)) : [];
    if (fresh.length === 0) return;
    for (const id of fresh) told.current.add(id);
    void links()
      .desk.call.markShown({ ids: fresh.slice(0, mostAtOnce) })
      .then((answer) => {
        if (!answer.ok) for (const id of fresh) told.current.delete(id);
      });
  }, [key, visible]);
}

/** Rows stay where they are while the pointer is among them; what fires meanwhile waits and is counted. */
function useHeld(rows: readonly Alert[]) {
  const [present, setPresent] = useState<ReadonlySet<string> | null>(null);
  const shown = present ? rows.filter(({ id }) => present.has(id)) : rows;
  return {
    shown,
    waiting: rows.length - shown.length,
    hold: () => setPresent(new Set(rows.map(({ id }) => id))),
    release: () => setPresent(null),
  };
}

function Permission() {
  const [permission, setPermission] = useState(notificationPermission);
  const { desktop } = useSettings().notifications;
  if (permission === 'granted')
    return (
      <span className="faint with-icon">
        {desktop ? <BellRing size={13} aria-hidden /> : <BellOff size={13} aria-hidden />} Desktop notifications{' '}
        {desktop ? 'on' : 'off in the settings'}
      </span>
    );
  if (permission === 'denied')
    return (
      <span className="attention with-icon">
        <BellOff size={13} aria-hidden /> Desktop notifications are blocked by the system
      </span>
    );
  return (
    <Button onClick={() => void askForNotifications().then(() => setPermission(notificationPermission()))}>
      Allow desktop notifications
    </Button>
  );
}

export function Alerts({ visible }: WindowProps) {
  const items = useFeedItems(alerts);
  const condition = useFeedCondition(alerts);
  const ruleItems = useFeedItems(alertRules);
  const [show, setShow] = useState<'open' | 'all' | 'rules'>('all');
  const wanted = useAlertFocus((state) => state.id);
  const rows = useMemo(() => [...items.values()].toSorted((one, other) => other.firedTime - one.firedTime), [items]);
  const open = rows.filter(({ acknowledgedTime }) => acknowledgedTime === null);
  const { shown, waiting, hold, release } = useHeld(rows);
  const listed = show === 'open' ? shown.filter(({ acknowledgedTime }) => acknowledgedTime === null) : shown;
  useMarkShown(
    rows.filter(({ shownTime }) => shownTime === null).map(({ id }) => id),
    visible && show !== 'rules',
  );
  const rules = [...ruleItems.values()].filter(({ deleted }) => !deleted);
  return (
    <WhenKnown of={condition} what="alerts">
      <div className="window-bar">
        <Segmented
          label="What to show"
          value={show}
          options={[
            { value: 'all', label: `Log ${rows.length}` },
            { value: 'open', label: `Open ${open.length}` },
            { value: 'rules', label: `Rules ${rules.length}` },
          ]}
          onChange={setShow}
        />
        {waiting > 0 && <span className="attention">{waiting} new</span>}
        <span className="grow" />
        <Permission />
        <Button
          disabled={open.length === 0}
          onClick={() => void acknowledge(open.map(({ id }) => id))}
          data-testid={testIds.alertAcknowledgeAll}
        >
          Acknowledge all
        </Button>
      </div>
      <div className="window-body" onPointerEnter={hold} onPointerLeave={release}>
        {show === 'rules' ? (
          <RulesEditor rules={rules} />
        ) : listed.length === 0 ? (
          <Condition title={show === 'open' ? 'Every alert is acknowledged' : 'No alerts have fired'} />
        ) : (
          <AlertLog rows={listed} wanted={wanted} acknowledge={(ids) => void acknowledge(ids)} />
        )}
      </div>
    </WhenKnown>
  );
}
