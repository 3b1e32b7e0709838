import type { Alert } from '../../engine/domain/alert.ts';
import { links } from '../bridge/links.ts';
import { useAlertFocus } from '../stores/alert-focus.ts';
import { currentSettings } from '../stores/settings.ts';
import { chooseSymbol } from '../stores/symbols.ts';
import { toast } from '../stores/toasts.ts';
import { openWindow } from './workspace-actions.ts';

const possible = typeof Notification !== 'undefined';

export function notificationPermission(): NotificationPermission {
  return possible ? Notification.permission : 'denied';
}

/** Only ever from a press of the trader. */
export async function askForNotifications(): Promise<void> {
  if (!possible) return void toast('attention', 'This window cannot show desktop notifications');
  const answer = await Notification.requestPermission();
  toast(
    answer === 'granted' ? 'good' : 'attention',
    answer === 'granted' ? 'Desktop notifications are on' : 'Desktop notifications are blocked',
    answer === 'granted' ? '' : 'The browser or system settings decide.',
  );
}

export function showAlertSource(alert: Alert): void {
  useAlertFocus.setState({ id: alert.id });
  if (alert.ticker) chooseSymbol('A', alert.ticker);
  openWindow(alert.kind === 'conviction' ? 'confluence' : 'alerts');
}

function announce(alert: Alert): void {
  toast(
    alert.severity === 'critical' ? 'danger' : alert.severity === 'attention' ? 'attention' : 'info',
    alert.title,
    alert.body,
  );
  if (currentSettings().notifications.desktop && notificationPermission() === 'granted') {
    const shown = new Notification(alert.title, { body: alert.body, tag: alert.id });
    shown.addEventListener('click', () => {
      window.focus();
      showAlertSource(alert);
      shown.close();
    });
  }
  void links().desk.call.markShown({ ids: [alert.id] });
}

/** Announces alerts as they fire; older ones wait in the log. */
export function followAlerts(): () => void {
  const watch = links().desk.watch.alertEvents({}, { onItem: announce });
  return () => watch.close();
}
