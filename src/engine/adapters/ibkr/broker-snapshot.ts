import { EventName, type IBApi } from '@stoqey/ib';
import { ok, type Outcome } from '../../domain/outcome.ts';
import type {
  BrokerCode,
  BrokerEvent,
  BrokerExecution,
  BrokerOrderReport,
  BrokerPosition,
  BrokerSnapshot,
} from '../../ports/broker.ts';
import type { EndMarkers } from './end-markers.ts';

const timeoutMs = 10_000;
export const accountTags = [
  'NetLiquidation',
  'TotalCashValue',
  'BuyingPower',
  'AvailableFunds',
  'ExcessLiquidity',
  'InitMarginReq',
  'MaintMarginReq',
  'EquityWithLoanValue',
  'GrossPositionValue',
] as const;

type Call = (request: (api: IBApi) => void) => Outcome<void, BrokerCode>;

export type SnapshotDeps = {
  readonly call: Call;
  readonly ends: EndMarkers;
  readonly newRequestId: () => number;
  readonly accounts: () => readonly string[];
  /** Account whose figures are wanted. */
  readonly account: () => string;
};

/** Collects everything TWS tells between the first question and the last end marker. */
export class SnapshotCollector {
  readonly #deps: SnapshotDeps;
  readonly #open = new Map<string, BrokerOrderReport>();
  readonly #completed: BrokerOrderReport[] = [];
  readonly #executions = new Map<string, BrokerExecution>();
  readonly #positions = new Map<string, BrokerPosition>();
  readonly #values: Record<string, number> = {};

  constructor(deps: SnapshotDeps) {
    this.#deps = deps;
  }

  take(event: BrokerEvent): void {
    if (event.kind === 'order') this.#takeOrder(event.report);
    else if (event.kind === 'execution') this.#executions.set(event.execution.execution, event.execution);
    else if (event.kind === 'position') {
      this.#positions.set(`${event.position.account} ${event.position.instrument.id}`, event.position);
    } else if (event.kind === 'account' && event.account === this.#deps.account()) {
      this.#values[event.key] = event.value;
    }
  }

  takeCompleted(report: BrokerOrderReport): void {
    this.#completed.push(report);
  }

  async run(summaryId: number): Promise<Outcome<BrokerSnapshot, BrokerCode>> {
    const { newRequestId } = this.#deps;
    const executionsId = newRequestId();
    const parts = await Promise.all([
      this.#openOrders(),
      this.#ask(EventName.execDetailsEnd, executionsId, (api) => api.reqExecutions(executionsId, {})),
      this.#ask(EventName.completedOrdersEnd, null, (api) => api.reqCompletedOrders(false)),
      this.#ask(EventName.positionEnd, null, (api) => api.reqPositions()),
      this.#ask(EventName.accountSummaryEnd, summaryId, (api) =>
        api.reqAccountSummary(summaryId, 'All', accountTags.join(',')),
      ),
    ]);
    for (const part of parts) if (!part.ok) return part;
    return ok(this.#result());
  }

  /** Own orders first, then everybody's: both end in the same marker, so never at the same time. */
  async #openOrders(): Promise<Outcome<void, BrokerCode>> {
    const own = await this.#ask(EventName.openOrderEnd, null, (api) => api.reqOpenOrders());
    return own.ok ? this.#ask(EventName.openOrderEnd, null, (api) => api.reqAllOpenOrders()) : own;
  }

  #ask(end: EventName, reqId: number | null, request: (api: IBApi) => void): Promise<Outcome<void, BrokerCode>> {
    const done = this.#deps.ends.wait(end, reqId, timeoutMs);
    const sent = this.#deps.call(request);
    return sent.ok ? done : Promise.resolve(sent);
  }

  #takeOrder(report: BrokerOrderReport): void {
    const key = report.permId === null ? `${report.clientId}/${report.orderId}` : String(report.permId);
    this.#open.set(key, report);
  }

  #result(): BrokerSnapshot {
    const finished = new Set(['Filled', 'Cancelled', 'ApiCancelled']);
    return {
      accounts: this.#deps.accounts(),
      openOrders: [...this.#open.values()].filter((report) => !finished.has(report.status)),
      completedOrders: this.#completed,
      executions: [...this.#executions.values()],
      positions: [...this.#positions.values()].filter((position) => position.quantity !== 0),
      accountValues: this.#values,
    };
  }
}
