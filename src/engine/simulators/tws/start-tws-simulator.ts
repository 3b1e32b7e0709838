import { createServer, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { invariant } from '../../domain/outcome.ts';
import { realClock, type WallTime } from '../real-clock.ts';
import { seededRandom, type SeededRandom } from '../seeded-random.ts';
import type { SimulatedMarket } from '../simulated-market.ts';
import { Brokerage } from './broker/brokerage.ts';
import type { BrokerState } from './broker/broker-event.ts';
import { firstState } from './broker/first-state.ts';
import { manualTerms } from './broker/manual-order.ts';
import { accountValues } from './broker/valuation.ts';
import { FaultController } from './faults/fault-controller.ts';
import { applyFault } from './faults/fault-effects.ts';
import { Switches } from './faults/switches.ts';
import { Connection } from './net/connection.ts';
import { HistoryPacing } from './history/history-pacing.ts';
import type { SimNews } from './news/news-desk.ts';
import { FrameJournal } from './net/frame-journal.ts';
import { listenOn } from './net/listen-on.ts';
import { reportOrderEvent } from './session/order-reports.ts';
import type { Session } from './session/session.ts';
import { usualSettings, type SimulatorSettings } from './session/settings.ts';
import { Statistics } from './session/statistics.ts';
import type { World } from './session/world.ts';
import { newestServerVersion } from './wire/versions.ts';
import type { ManualOrder, TwsSimulator, TwsSimulatorOptions, TwsSimulatorState } from './tws-simulator.ts';

/** Starts a simulated TWS on 127.0.0.1. */
export async function startTwsSimulator(options: TwsSimulatorOptions): Promise<TwsSimulator> {
  const simulator = new Simulator(options);
  await simulator.listen(options.port ?? 0);
  return simulator;
}

function newState(options: TwsSimulatorOptions): BrokerState {
  const { accounts = ['DU1234567'], startingCash: cash = 100_000, seed, market } = options;
  return firstState({ accounts, cash, seed, nowMs: market.clock.now() });
}

class Simulator implements TwsSimulator, World {
  readonly market: SimulatedMarket;
  readonly news: SimNews | null;
  readonly wall: WallTime;
  readonly settings: SimulatorSettings;
  readonly statistics = new Statistics();
  readonly switches = new Switches();
  readonly random: SeededRandom;
  readonly historyPacing: HistoryPacing;
  readonly journal = new FrameJournal({ maxFrames: 50_000, maxCharacters: 20_000_000 });
  readonly faults: TwsSimulator['faults'];
  readonly #options: TwsSimulatorOptions;
  readonly #controller: FaultController;
  readonly #connections = new Set<Connection>();
  readonly #changeListeners = new Set<Parameters<TwsSimulator['onChange']>[0]>();
  /** Every open socket, also those of connections that are over but not yet closed by the client. */
  readonly #sockets = new Set<Socket>();
  #brokerage: Brokerage;
  #server: Server | null = null;
  #port = 0;
  #accepted = 0;
  #closed = false;
  #restarting: Promise<void> = Promise.resolve();

  constructor(options: TwsSimulatorOptions) {
    this.#options = options;
    this.market = options.market;
    this.news = options.news ?? null;
    this.wall = options.wall ?? realClock;
    this.settings = {
      ...usualSettings,
      ...options.settings,
      serverVersion: options.serverVersion ?? newestServerVersion,
    };
    this.historyPacing = new HistoryPacing(this.wall);
    this.random = seededRandom(options.seed);
    this.#brokerage = this.#openBrokerage(options.state?.broker ?? newState(options));
    this.#controller = new FaultController({
      clock: options.market.clock,
      connections: () => [...this.#connections],
      effects: (action, connections) =>
        applyFault({ world: this, restart: (downRealMs) => void this.restart(downRealMs) }, action, connections),
    });
    this.faults = {
      schedule: (script) => this.#controller.schedule(script),
      inject: (action, clientId) => this.#controller.inject(action, { clientId: clientId ?? null }),
    };
    if (options.faults) this.#controller.schedule(options.faults);
  }

  get clock(): SimulatedMarket['clock'] {
    return this.market.clock;
  }

  get brokerage(): Brokerage {
    return this.#brokerage;
  }

  get port(): number {
    return this.#port;
  }

  get stats(): Statistics {
    return this.statistics;
  }

  sessions(): readonly Session[] {
    const sessions: Session[] = [];
    for (const { session } of this.#connections) if (session) sessions.push(session);
    return sessions;
  }

  async listen(wantedPort: number): Promise<void> {
    this.#server = createServer((socket) => this.#accept(socket));
    this.#port = await listenOn(this.#server, wantedPort);
    this.#options.log?.info('simulated TWS listens', { port: this.#port, version: this.settings.serverVersion });
  }

  accounts(): readonly string[] {
    return this.#brokerage.accounts();
  }

  orders(): ReturnType<TwsSimulator['orders']> {
    return structuredClone(this.#brokerage.orders());
  }

  executions(): ReturnType<TwsSimulator['executions']> {
    return this.#brokerage.executions();
  }

  positions(account?: string): ReturnType<TwsSimulator['positions']> {
    return this.#ledger(account)
      .positions()
      .filter((position) => position.quantity !== 0);
  }

  account(account?: string): ReturnType<TwsSimulator['account']> {
    return accountValues(this.market, this.#ledger(account));
  }

  clients(): ReturnType<TwsSimulator['clients']> {
    return this.sessions();
  }

  placeManualOrder(order: ManualOrder): ReturnType<TwsSimulator['placeManualOrder']> {
    const instrument = this.market.byConId(order.conId);
    invariant(instrument, `no instrument with conId ${order.conId}`);
    const account = order.account ?? this.accounts()[0] ?? '';
    return this.#brokerage.placeManual({
      instrument,
      exchange: instrument.exchange,
      terms: manualTerms(order, account),
    });
  }

  cancelManualOrder(permId: number): void {
    this.#brokerage.cancelManual(permId);
  }

  forceFill(permId: number, fill: Parameters<TwsSimulator['forceFill']>[1]): void {
    const order = this.#brokerage.byPermId(permId);
    invariant(order, `no order with permId ${permId}`);
    this.#brokerage.forceFill(order, fill);
  }

  onChange(listener: Parameters<TwsSimulator['onChange']>[0]): void {
    this.#changeListeners.add(listener);
  }

  exportState(): TwsSimulatorState {
    return { version: 1, broker: this.#brokerage.state() };
  }

  restart(downRealMs = 0): Promise<void> {
    this.#restarting = this.#restarting.then(() => this.#restart(downRealMs));
    return this.#restarting;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#restarting;
    this.#controller.close();
    await this.#hangUp();
    this.#brokerage.close();
  }

  #ledger(account?: string) {
    const name = account ?? this.accounts()[0] ?? '';
    const ledger = this.#brokerage.ledger(name);
    invariant(ledger, `no account ${name}`);
    return ledger;
  }

  #openBrokerage(state: BrokerState): Brokerage {
    const { market, seed } = this.#options;
    const brokerage = new Brokerage({
      market,
      random: this.random,
      seed,
      state,
      latency: this.#options.latency ?? null,
    });
    brokerage.listen((event) => {
      for (const tell of this.#changeListeners) tell(event.kind);
      for (const session of this.sessions()) {
        if (event.kind === 'order' && session.clientId === 0 && session.autoBind && event.order.orderId === 0)
          brokerage.bindManual();
        reportOrderEvent(session, event);
      }
    });
    return brokerage;
  }

  #accept(socket: Socket): void {
    this.#accepted += 1;
    this.statistics.connections += 1;
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    const connection = new Connection({
      socket,
      number: this.#accepted,
      world: this,
      journal: this.journal,
      faults: this.#controller,
      closed: (closed) => void this.#connections.delete(closed),
    });
    this.#connections.add(connection);
  }

  async #restart(downRealMs: number): Promise<void> {
    if (this.#closed) return;
    const state = this.#brokerage.state();
    await this.#hangUp();
    this.#brokerage.close();
    this.#brokerage = this.#openBrokerage(state);
    if (downRealMs > 0) await new Promise<void>((resolve) => void this.wall.after(downRealMs, resolve));
    if (!this.#closed) await this.listen(this.#port);
  }

  async #hangUp(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    for (const connection of [...this.#connections]) connection.destroy();
    for (const socket of this.#sockets) socket.destroy();
    if (!server) return;
    server.close();
    await once(server, 'close');
  }
}
