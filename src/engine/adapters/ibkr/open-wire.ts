import { shownText } from '../../domain/shown-text.ts';
import { EventName } from '@stoqey/ib';
import type { Clock } from '../../ports/clock.ts';
import type { Log } from '../../ports/log.ts';
import type { FeedCounters } from './feed-counters.ts';
import type { LineRegistry } from './line-registry.ts';
import type { Liveness } from './liveness.ts';
import { answeredById, type RequestRegistry } from './request-registry.ts';
import { Wire } from './wire.ts';

type WireOptions = ConstructorParameters<typeof Wire>[0];

export type WireParts = {
  readonly place: Pick<WireOptions, 'host' | 'port' | 'clientId'>;
  readonly clock: Clock;
  readonly log: Log;
  readonly lines: LineRegistry;
  readonly requests: RequestRegistry;
  readonly liveness: Liveness;
  readonly counters: FeedCounters;
  readonly on: Pick<WireOptions['events'], 'onReady' | 'onClosed'> & {
    readonly error: (id: number, code: number, message: string) => void;
    readonly notice: (code: number, message: string) => void;
    readonly input: () => void;
  };
};

/** One connection whose messages find the lines, requests and counters they belong to. */
export function openWire({ place, clock, log, lines, requests, liveness, counters, on }: WireParts): Wire {
  const events: WireOptions['events'] = {
    sink: {
      route: (reqId) => lines.route(reqId) ?? requests.route(reqId),
      error: (id, code, message) => on.error(id, code, shownText(message)),
    },
    onReady: on.onReady,
    onClosed: on.onClosed,
    onFault: (what) => {
      counters.faults += 1;
      log.warn('message from TWS not understood', { what: shownText(what) });
    },
    onInput: (frames) => {
      counters.messages += frames;
      counters.lastInputMs = clock.monotonicMs();
      on.input();
    },
  };
  const wire = new Wire({ ...place, clock, events });
  wire.listen<[number]>(EventName.currentTime, (seconds) => liveness.onTime(seconds));
  wire.listen<[string, number]>(EventName.info, (message, code) => on.notice(code, message));
  for (const event of answeredById) {
    wire.listen<[number, ...unknown[]]>(event, (reqId, ...rest) => requests.route(reqId)?.event?.(event, rest));
  }
  return wire;
}
