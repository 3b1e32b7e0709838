import type { deskContract } from '../../contract/desk-contract.ts';
import type { ProcessHealth } from '../../contract/health-schemas.ts';
import { ok } from '../../domain/outcome.ts';
import type { AlertService } from '../../alerts/alert-service.ts';
import type { Implementation } from '../../link/api.ts';

const logLength = 500;

/** The desk's contract over the alert service. */
export function deskImplementation(
  alerts: AlertService,
  health: (tell: (health: ProcessHealth) => void) => () => void,
): Implementation<typeof deskContract.entries> {
  return {
    alertEvents: (_params, sink) => {
      const stop = alerts.follow(sink.after, (stored) => sink.emit(stored.seq, stored.alert));
      sink.caughtUp();
      return stop;
    },
    alerts: (_params, sink) => {
      for (const stored of alerts.log(logLength)) sink.set(stored.alert);
      const stopFired = alerts.follow(null, (stored) => sink.set(stored.alert));
      const stopReceipts = alerts.onReceipt((alert) => sink.set(alert));
      return () => {
        stopFired();
        stopReceipts();
      };
    },
    rules: (_params, sink) => alerts.onRule((rule) => sink.set(rule)),
    saveRule: (rule) => ok(alerts.saveRule(rule)),
    deleteRule: ({ id }) => ok({ deleted: alerts.deleteRule(id) }),
    markShown: ({ ids }) => ok({ marked: alerts.mark(ids, 'shown') }),
    acknowledge: ({ ids }) => ok({ acknowledged: alerts.mark(ids, 'acknowledged') }),
    process: (_params, sink) => health((figures) => sink.set(figures)),
  };
}
