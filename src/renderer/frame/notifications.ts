import type { Alert } from '../../engine/domain/alert.ts';
import { desktopShell } from '../bridge/desktop-shell.ts';
import { links } from '../bridge/links.ts';
import { useAlertFocus } from '../stores/alert-focus.ts';
import { alerts } from '../stores/feeds.ts';
import { currentSettings } from '../stores/settings.ts';
import { chooseSymbol } from '../stores/symbols.ts';
import { toast } from '../stores/toasts.ts';
import { openWindow } from './workspace-actions.ts';

const possible = typeof Notification !== 'undefined';

/** The desktop shell shows alerts itself and needs no leave of the page. */
export function notificationPermission(): NotificationPermission {
  if (desktopShell) return 'granted';
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
  if (!desktopShell && currentSettings().notifications.desktop && notificationPermission() === 'granted') {
    const shown = new Notification(alert.title, { body: alert.body, tag: alert.id });
    shown.addEventListener('click', () => {
      window.focus();
      showAlertSource(alert);
      shown.close();
    });
  }
  void links().desk.call.markShown({ ids: [alert.id] });
}

/** A native notification was clicked: its route names the alert. */
function focusRoute(route: string): void {
  const id = /^alert\/(.+)$/.exec(route)?.[1];
  const alert = id === undefined ? undefined : alerts.store.getState().items.get(id);
  if (alert) showAlertSource(alert);
  else if (id !== undefined) openWindow('alerts');
}

/** Announces alerts as they fire; older ones wait in the log. */
export function followAlerts(): () => void {
  const release = alerts.retain();
  desktopShell?.onFocus(focusRoute);
  const watch = links().desk.watch.alertEvents({}, { onItem: announce });
  return () => {
    watch.close();
    release();
  };
}
