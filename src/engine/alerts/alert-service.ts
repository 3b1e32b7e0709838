import type { Alert, AlertRule, AlertSeverity } from '../domain/alert.ts';
import type { Score } from '../domain/score.ts';
import type { Direction } from '../domain/signal.ts';
import type { AlertStore, StoredAlert } from '../ports/alert-store.ts';
import type { Clock } from '../ports/clock.ts';
import { createFloodGuard } from './flood-guard.ts';
import { evaluate, freshTrigger, type TriggerState } from './trigger.ts';

export type AlertServiceOptions = {
  readonly store: AlertStore;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Threshold of the built-in conviction rule, 0..1. */
  readonly threshold: () => number;
};

export type Occurrence = {
  readonly kind: AlertRule['kind'];
  readonly severity: AlertSeverity;
  readonly ticker: string;
  readonly title: string;
  readonly body: string;
  readonly value: number | null;
};

/** Id of the rule that follows the threshold in the settings. */
export const builtInRule = 'conviction-threshold';

const sides: readonly Direction[] = ['bullish', 'bearish'];
const floodLimits = { most: 5, windowMs: 10_000 };

/** Watches scores and events, fires alerts once per crossing and keeps their receipts. */
export class AlertService {
  readonly #options: AlertServiceOptions;
  readonly #triggers = new Map<string, TriggerState>();
  readonly #flood = createFloodGuard(floodLimits);
  readonly #fired = new Set<(stored: StoredAlert) => void>();
  readonly #changed = new Set<(alert: Alert) => void>();
  readonly #ruleListeners = new Set<(rule: AlertRule & { readonly deleted: boolean }) => void>();
  readonly #stopDigest: () => void;

  constructor(options: AlertServiceOptions) {
    this.#options = options;
    this.#stopDigest = options.clock.every(1_000, () => this.#digest());
  }

  rules(): readonly AlertRule[] {
    const builtIn: AlertRule = {
      id: builtInRule,
      kind: 'conviction',
      enabled: true,
      ticker: '',
      threshold: this.#options.threshold(),
      hysteresis: 0.05,
      coolDownMs: 300_000,
    };
    const stored = this.#options.store.rules();
    return stored.some((rule) => rule.id === builtInRule) ? stored : [builtIn, ...stored];
  }

  saveRule(rule: AlertRule): AlertRule {
    this.#options.store.saveRule(rule);
    for (const key of [...this.#triggers.keys()]) if (key.startsWith(`${rule.id}|`)) this.#triggers.delete(key);
    for (const tell of this.#ruleListeners) tell({ ...rule, deleted: false });
    return rule;
  }

  deleteRule(id: string): boolean {
    const rule = this.rules().find((candidate) => candidate.id === id);
    const deleted = this.#options.store.deleteRule(id);
    if (deleted && rule) for (const tell of this.#ruleListeners) tell({ ...rule, deleted: true });
    return deleted;
  }

  onRule(listener: (rule: AlertRule & { readonly deleted: boolean }) => void): () => void {
    this.#ruleListeners.add(listener);
    for (const rule of this.rules()) listener({ ...rule, deleted: false });
    return () => this.#ruleListeners.delete(listener);
  }

  /** Every score that changed; fires the conviction rules that it crosses. */
  onScore(score: Score): void {
    const now = this.#options.clock.now();
    for (const rule of this.rules()) {
      if (!rule.enabled || rule.kind !== 'conviction' || (rule.ticker !== '' && rule.ticker !== score.ticker)) continue;
      for (const direction of sides) {
        const key = `${rule.id}|${score.ticker}|${direction}`;
        // A conviction is of one side: the other's is below any threshold, and may fire when it comes back.
        const conviction = direction === score.direction ? score.conviction : -1;
        const result = evaluate(rule, this.#triggers.get(key) ?? freshTrigger, conviction, now);
        this.#triggers.set(key, result.state);
        if (result.fire) this.#raise(rule.id, convictionAlert(score, rule.threshold));
      }
    }
  }

  /** Something happened that is worth telling: a process crash, a feed loss, an unknown order. */
  report(occurrence: Occurrence): void {
    this.#raise(occurrence.kind, occurrence);
  }

  log(limit: number): readonly StoredAlert[] {
    return this.#options.store.newest(limit);
  }

  /** Replays behind `after`, then follows; every alert once and in order. */
  follow(after: number | null, listener: (stored: StoredAlert) => void): () => void {
    if (after !== null) {
      let from = after;
      for (
        let page = this.#options.store.after(from, 500);
        page.length > 0;
        page = this.#options.store.after(from, 500)
      ) {
        for (const stored of page) {
          listener(stored);
          from = stored.seq;
        }
      }
    }
    this.#fired.add(listener);
    return () => this.#fired.delete(listener);
  }

  /** Receipts of alerts already in the log. */
  onReceipt(listener: (alert: Alert) => void): () => void {
    this.#changed.add(listener);
    return () => this.#changed.delete(listener);
  }

  mark(ids: readonly string[], what: 'shown' | 'acknowledged'): number {
    const changed = this.#options.store.mark(ids, what, this.#options.clock.now());
    for (const alert of changed) for (const tell of this.#changed) tell(alert);
    return changed.length;
  }

  close(): void {
    this.#stopDigest();
    this.#options.store.close();
  }

  #raise(ruleId: string, occurrence: Occurrence): void {
    const urgent = occurrence.severity === 'critical';
    if (!urgent && !this.#flood.admit(this.#options.clock.monotonicMs())) return;
    this.#deliver(ruleId, occurrence, occurrence.kind);
  }

  #digest(): void {
    const held = this.#flood.due(this.#options.clock.monotonicMs());
    if (held === 0) return;
    this.#deliver(
      'digest',
      {
        kind: 'conviction',
        severity: 'attention',
        ticker: '',
        value: held,
        title: `${held} more alerts`,
        body: `${held} alerts came faster than ${floodLimits.most} in ${floodLimits.windowMs / 1000} s and were gathered into this one.`,
      },
      'digest',
    );
  }

  #deliver(ruleId: string, occurrence: Occurrence, kind: Alert['kind']): void {
    const stored = this.#options.store.append({
      id: this.#options.newId(),
      ruleId,
      kind,
      severity: occurrence.severity,
      ticker: occurrence.ticker,
      title: occurrence.title,
      body: occurrence.body,
      value: occurrence.value,
      firedTime: this.#options.clock.now(),
      shownTime: null,
      acknowledgedTime: null,
    });
    for (const tell of this.#fired) tell(stored);
  }
}

function convictionAlert(score: Score, threshold: number): Occurrence {
  const layers = score.layers.filter((layer) => layer.agrees).map((layer) => layer.layer);
  const points = Math.round(score.conviction * 100);
  return {
    kind: 'conviction',
    severity: 'attention',
    ticker: score.ticker,
    value: score.conviction,
    title: `${score.ticker} ${score.direction} ${points}`,
    body: `Conviction ${points} reached ${Math.round(threshold * 100)}: ${score.agreeing} of ${score.withData} layers agree${layers.length > 0 ? ` (${layers.join(', ')})` : ''}, regime ${score.regime}.`,
  };
}
