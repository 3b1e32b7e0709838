import { CheckCircle2, Circle, X } from 'lucide-react';
import { Button } from '../components/button.tsx';
import { executionHealth, hostStatus, trades } from '../stores/feeds.ts';
import { useSettingsFocus } from '../stores/settings-focus.ts';
import { useFeedItem, useFeedItems } from '../stores/use-feed.ts';
import { useSettings } from '../stores/settings.ts';
import { useChecklist } from './checklist-state.ts';
import { notificationPermission } from './notifications.ts';
import { runCommand } from './commands/registry.ts';
import { openWindow } from './workspace-actions.ts';
import { testIds } from '../components/test-ids.ts';

type Step = { readonly id: string; readonly title: string; readonly done: boolean; readonly go: () => void };

function setting(path: string): void {
  useSettingsFocus.setState({ path });
  openWindow('settings');
}

function useSteps(): readonly Step[] {
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const traded = useFeedItems(trades).size > 0;
  const broker = [...useFeedItems(executionHealth).values()].some(({ phase }) => phase === 'ready');
  const settings = useSettings();
  return [
    {
      id: 'order',
      title: 'Send a first order: choose a row, press B',
      done: traded,
      go: () => runCommand('trade.buy'),
    },
    {
      id: 'watchlist',
      title: `Choose a watchlist (${settings.watchlist.length} symbols)`,
      done: false,
      go: () => setting('watchlist'),
    },
    {
      id: 'limits',
      title: `Set limits (halt at ${settings.risk.dailyLossHaltPercent}% a day)`,
      done: false,
      go: () => setting('risk.dailyLossHaltPercent'),
    },
    {
      id: 'notifications',
      title: 'Allow desktop notifications',
      done: notificationPermission() === 'granted',
      go: () => runCommand('notifications'),
    },
    {
      id: 'tws',
      title: 'Connect TWS or IB Gateway',
      done: mode !== undefined && mode !== 'practice' && broker,
      go: () => setting('broker.host'),
    },
  ];
}

/** First steps; waits in the corner and never blocks. */
export function Checklist() {
  const hidden = useChecklist((state) => state.hidden);
  const steps = useSteps();
  if (hidden) return null;
  return (
    <aside className="checklist" aria-label="First steps" data-testid={testIds.checklist}>
      <header>
        <strong>First steps</strong>
        <Button
          tone="quiet"
          iconOnly
          aria-label="Put the first steps away"
          onClick={() => useChecklist.setState({ hidden: true })}
          data-testid={testIds.checklistClose}
        >
          <X size={13} />
        </Button>
      </header>
      <ul>
        {steps.map(({ id, title, done, go }) => (
          <li key={id} data-done={done}>
            <button type="button" onClick={go}>
              {done ? <CheckCircle2 size={14} aria-label="done" /> : <Circle size={14} aria-hidden />}
              <span>{title}</span>
            </button>
          </li>
        ))}
      </ul>
    </aside>
  );
}
