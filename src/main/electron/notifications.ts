import { Notification } from 'electron';
import { contracts } from '../../engine/contract/index.ts';
import { connect } from '../../engine/link/connect.ts';
import type { Host } from '../host/host.ts';
import { linkTimers } from '../host/link-timers.ts';

/** Shows each fired alert natively; a click brings the window to the front, on what the alert is about. */
export function showAlerts(host: Host, focus: (route: string) => void): { close(): void } {
  const desk = connect(contracts.desk, {
    dial: host.dial('desk'),
    token: host.tokens.host,
    client: 'electron',
    timers: linkTimers,
  });
  desk.watch.alertEvents(
    {},
    {
      onItem: (alert) => {
        if (!Notification.isSupported()) return;
        const notification = new Notification({
          title: alert.title,
          body: alert.body,
          urgency: alert.severity === 'critical' ? 'critical' : 'normal',
        });
        notification.on('show', () => void desk.call.markShown({ ids: [alert.id] }));
        notification.on('click', () => focus(`alert/${alert.id}`));
        notification.show();
      },
    },
  );
  return desk;
}
