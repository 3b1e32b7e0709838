import type { IBApi } from '@stoqey/ib';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { CancelTimer, Clock } from '../../ports/clock.ts';
import type { Connection, Subscription } from '../../ports/connection.ts';
import type { Log } from '../../ports/log.ts';
import type { FeedStatistics, MarketDataCode } from '../../ports/market-data.ts';
import { ConnectionState } from './connection-state.ts';
import { clientIdInUse, farmChange, linkChange } from './error-codes.ts';
import { FarmWatch } from './farm-watch.ts';
import { FeedCounters } from './feed-counters.ts';
import { LineRegistry, type LineSpec, type LineWire } from './line-registry.ts';
import { Listeners } from './listeners.ts';
import { Liveness } from './liveness.ts';
import { openWire } from './open-wire.ts';
import { Redial } from './redial.ts';
import { RequestRegistry, type RequestSpec } from './request-registry.ts';
import { sessionTimings, type SessionTimings } from './session-timings.ts';
import { stuckAt, type SendOptions, type Wire } from './wire.ts';

export type IbkrSessionOptions = {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly timings?: Partial<SessionTimings>;
};

/** An error about an order: every id that is not one of our request ids. */
export type OrderErrorListener = (orderId: number, code: number, message: string) => void;

/** Request ids live far above any order id: TWS reports errors of both under one number. */
const firstRequestId = 1_000_000_000;

/** Keeps one client id connected to one TWS: dials, watches, backs off, and restores subscriptions. */
export class IbkrSession {
  readonly host: string;
  readonly port: number;
  readonly clientId: number;
  readonly #requests: RequestRegistry;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #timings: SessionTimings;
  readonly #state: ConnectionState;
  readonly #lines: LineRegistry;
  readonly #farms: FarmWatch;
  readonly #liveness: Liveness;
  readonly #redial: Redial;
  readonly #counters = new FeedCounters();
  readonly #attachers = new Listeners<[wire: Wire]>();
  readonly #orderErrors = new Listeners<Parameters<OrderErrorListener>>();
  readonly #inputs = new Listeners<[]>();
  #wire: Wire | null = null;
  #ready = false;
  #closed = false;
  #accounts: readonly string[] = [];
  #nextOrderId: number | null = null;
  #nextReqId = firstRequestId;
  #timer: CancelTimer = () => undefined;

  constructor(options: IbkrSessionOptions) {
    const { clock } = options;
    this.host = options.host;
    this.port = options.port;
    this.clientId = options.clientId;
    this.#clock = clock;
    this.#log = options.log.child('ibkr');
    this.#timings = { ...sessionTimings, ...options.timings };
    this.#redial = new Redial(options, this.#timings);
    this.#state = new ConnectionState(clock);
    const shared = { wire: () => this.#lineWire(), newId: () => (this.#nextReqId += 1) };
    this.#lines = new LineRegistry(shared);
    this.#requests = new RequestRegistry({ ...shared, clock });
    this.#farms = new FarmWatch({ clock, checkMs: this.#timings.farmCheckMs, lines: this.#lines });
    this.#liveness = new Liveness({
      clock,
      pingMs: this.#timings.pingMs,
      deadlineMs: this.#timings.pingDeadlineMs,
      ask: () => void this.call({ priority: 0 }, (api) => api.reqCurrentTime()),
      lastInputMs: () => this.#counters.lastInputMs ?? 0,
      onDead: () => this.#wire?.close('TWS stopped answering (half-open connection)'),
    });
  }

  start(): void {
    if (this.#wire === null && !this.#closed) this.#dial();
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#timer();
    this.#wire?.close('closed');
    this.#state.become('stopped', 'TWS connection closed');
  }

  connection(): Connection {
    return this.#state.current;
  }

  onConnection(listener: (connection: Connection) => void): Subscription {
    return this.#state.onChange(listener);
  }

  accounts(): readonly string[] {
    return this.#accounts;
  }

  nextOrderId(): number | null {
    return this.#nextOrderId;
  }

  /** Attaches listeners to every connection, before its first message. */
  onWire(attach: (wire: Wire) => void): Subscription {
    if (this.#wire) attach(this.#wire);
    return this.#attachers.add(attach);
  }

  onOrderError(listener: OrderErrorListener): Subscription {
    return this.#orderErrors.add(listener);
  }

  /** After each chunk of input: pass on what has changed. */
  onInput(listener: () => void): Subscription {
    return this.#inputs.add(listener);
  }

  /** Sends now or in turn; refuses instead of keeping anything for a later connection. */
  call(options: SendOptions, request: (api: IBApi) => void): Outcome<void, 'not-connected' | 'link-lost'> {
    const wire = this.#wire;
    if (wire === null || !this.#ready) return fail('not-connected', 'TWS not connected');
    if (!wire.writable) return fail('link-lost', 'the connection to TWS is breaking');
    try {
      wire.call(options, request);
      return ok(undefined);
    } catch (error) {
      return fail('link-lost', `writing to TWS failed: ${String(error)}`);
    }
  }

  ask<Value>(spec: RequestSpec<Value>): Promise<Outcome<Value, MarketDataCode>> {
    return this.#requests.ask(spec);
  }

  line(spec: LineSpec): Subscription {
    return this.#lines.add(spec);
  }

  newRequestId(): number {
    return (this.#nextReqId += 1);
  }

  vendorTime(): Promise<Outcome<number, MarketDataCode>> {
    return this.#liveness.time();
  }

  statistics(): FeedStatistics {
    return this.#counters.statistics(this.#wire?.sentLastMinute ?? 0, this.#liveness.trips);
  }

  #lineWire(): LineWire | null {
    const wire = this.#wire;
    if (wire === null) return null;
    return {
      ready: this.#ready && wire.stage === 'ready',
      call: (options, request) => wire.call(options, request),
      takeBack: (reqId) => wire.takeBack(reqId),
    };
  }

  #dial(): void {
    this.#redial.dialled();
    // Why the last attempt failed stays visible until one succeeds.
    const { failure } = this.#state.current;
    this.#state.become('connecting', `connecting to TWS at ${this.host}:${this.port}`, failure);
    const wire = openWire({
      place: this,
      clock: this.#clock,
      log: this.#log,
      lines: this.#lines,
      requests: this.#requests,
      liveness: this.#liveness,
      counters: this.#counters,
      on: {
        onReady: (start) => this.#started(start.accounts, start.nextOrderId),
        onClosed: (reason) => this.#lost(reason),
        error: (id, code, message) => this.#error(id, code, message),
        notice: (code, message) => this.#notice(code, message),
        input: () => this.#inputs.tell(),
      },
    });
    this.#wire = wire;
    this.#attachers.tell(wire);
    this.#timer = this.#clock.after(this.#timings.connectMs, () => wire.close(stuckAt[wire.stage]));
  }

  #started(accounts: readonly string[], nextOrderId: number): void {
    this.#accounts = accounts;
    this.#nextOrderId = nextOrderId;
    this.#timer();
    // TWS answers requests sent in the same breath as its greeting unreliably.
    this.#timer = this.#clock.after(this.#timings.settleMs, () => this.#becomeReady());
  }

  #becomeReady(): void {
    if (this.#ready || this.#wire?.stage !== 'ready') return;
    this.#timer();
    this.#ready = true;
    this.#redial.ready();
    this.#counters.connects += 1;
    this.#restore();
    this.#liveness.start();
    this.#log.info('TWS connected', { port: this.port, clientId: this.clientId, version: this.#wire.serverVersion });
    this.#state.become('ready', 'TWS connected');
  }

  #restore(): void {
    // 3: delayed data where the account has no live entitlement. TWS does not remember it over a reconnect.
    this.call({ priority: 0 }, (api) => api.reqMarketDataType(3));
    this.#lines.openAll();
  }

  #lost(reason: string): void {
    this.#timer();
    this.#wire = null;
    this.#ready = false;
    this.#liveness.stop();
    this.#farms.reset();
    this.#lines.forgetIds();
    this.#requests.failAll({ code: 'not-connected', message: `TWS disconnected: ${reason}` });
    if (this.#closed) return;
    const { waitMs, detail, failure } = this.#redial.lost(reason);
    this.#log.warn('TWS disconnected', { reason, waitMs });
    this.#state.become('disconnected', detail, failure);
    this.#timer = this.#clock.after(waitMs, () => this.#dial());
  }

  #error(id: number, code: number, message: string): void {
    if (id < 0) return this.#notice(code, message);
    const route = this.#lines.route(id) ?? this.#requests.route(id);
    if (route) return route.problem?.(code, message);
    if (id < firstRequestId) this.#orderErrors.tell(id, code, message);
  }

  #notice(code: number, message: string): void {
    if (code === clientIdInUse) this.#redial.idInUse();
    this.#state.notice(code, message);
    const farm = farmChange(code, message);
    if (farm?.up === true) this.#becomeReady();
    if (farm) this.#farms.change(farm);
    const link = linkChange(code);
    if (link === null || !this.#ready) return;
    if (link === 'lost') {
      this.#state.become('degraded', 'TWS lost its connection to IBKR', { code: String(code), message });
      return;
    }
    if (link === 'restored-data-lost') {
      this.#lines.forgetIds();
      this.#restore();
    }
    this.#state.become('ready', 'TWS has its connection to IBKR again');
  }
}
