import { EventName, type IBApi } from '@stoqey/ib';
import { fail, ok, type Failure, type Outcome } from '../../domain/outcome.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';
import { dataFailure, isInformation } from './error-codes.ts';
import type { Route } from './frame-sink.ts';
import type { LineWire } from './line-registry.ts';

/** A question with one answer that may take several messages. */
export type RequestSpec<Value> = {
  readonly priority: number;
  readonly timeoutMs: number;
  readonly title: string;
  send(api: IBApi, reqId: number): void;
  /** Called by TWS messages until `done` or `failed`. */
  receive(done: (value: Value) => void, failed: (failure: Failure<MarketDataCode>) => void): RequestRoute;
  /** Tells TWS to stop after a time-out. */
  cancel?(api: IBApi, reqId: number): void;
};

export type RequestRoute = Route & { event?(name: EventName, args: readonly unknown[]): void };

/** Events of the package whose first argument is the id of a request. */
export const answeredById = [
  EventName.contractDetails,
  EventName.contractDetailsEnd,
  EventName.securityDefinitionOptionParameter,
  EventName.securityDefinitionOptionParameterEnd,
  EventName.symbolSamples,
] as const;

type Pending = { readonly route: RequestRoute; fail(failure: Failure<MarketDataCode>): void };

export type RequestRegistryOptions = {
  readonly clock: Pick<Clock, 'after'>;
  wire(): LineWire | null;
  newId(): number;
};

export class RequestRegistry {
  readonly #options: RequestRegistryOptions;
  readonly #pending = new Map<number, Pending>();

  constructor(options: RequestRegistryOptions) {
    this.#options = options;
  }

  route(reqId: number): RequestRoute | undefined {
    return this.#pending.get(reqId)?.route;
  }

  ask<Value>(spec: RequestSpec<Value>): Promise<Outcome<Value, MarketDataCode>> {
    const wire = this.#options.wire();
    if (wire === null || !wire.ready) return Promise.resolve(fail('not-connected', `${spec.title}: TWS not connected`));
    const reqId = this.#options.newId();
    return new Promise((resolve) => {
      let stop: CancelTimer = () => undefined;
      const settle = (outcome: Outcome<Value, MarketDataCode>): void => {
        if (!this.#pending.delete(reqId)) return;
        stop();
        resolve(outcome);
      };
      const failed = (failure: Failure<MarketDataCode>): void => settle({ ok: false, failure });
      const route = spec.receive((value) => settle(ok(value)), failed);
      this.#pending.set(reqId, { route: withErrors(route, failed), fail: failed });
      stop = this.#options.clock.after(spec.timeoutMs, () => this.#expire(reqId, spec));
      wire.call({ priority: spec.priority, reqId }, (api) => spec.send(api, reqId));
    });
  }

  failAll(failure: Failure<MarketDataCode>): void {
    for (const pending of [...this.#pending.values()]) pending.fail(failure);
  }

  #expire(reqId: number, spec: Pick<RequestSpec<unknown>, 'title' | 'timeoutMs' | 'cancel'>): void {
    const pending = this.#pending.get(reqId);
    const wire = this.#options.wire();
    const sent = wire?.ready === true && !wire.takeBack(reqId);
    if (sent && spec.cancel) wire.call({ priority: 0 }, (api) => spec.cancel?.(api, reqId));
    const seconds = spec.timeoutMs / 1000;
    pending?.fail({ code: 'timeout', message: `${spec.title}: no answer from TWS within ${seconds} s` });
  }
}

function withErrors(route: RequestRoute, failed: (failure: Failure<MarketDataCode>) => void): RequestRoute {
  return {
    ...route,
    problem: (code, message) => {
      if (!isInformation(code)) failed(dataFailure(code, message));
    },
  };
}
