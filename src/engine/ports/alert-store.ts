import type { Alert, AlertRule } from '../domain/alert.ts';

export type StoredAlert = { readonly seq: number; readonly alert: Alert };

/** Rules and the alert log. Sequence numbers rise by one and survive restarts. */
export interface AlertStore {
  rules(): readonly AlertRule[];
  saveRule(rule: AlertRule): void;
  deleteRule(id: string): boolean;
  append(alert: Alert): StoredAlert;
  /** Alerts behind a sequence number, oldest first. */
  after(seq: number, limit: number): readonly StoredAlert[];
  newest(limit: number): readonly StoredAlert[];
  lastSeq(): number;
  /** Sets receipts that are still empty; answers the alerts that changed. */
  mark(ids: readonly string[], what: 'shown' | 'acknowledged', time: number): readonly Alert[];
  close(): void;
}
