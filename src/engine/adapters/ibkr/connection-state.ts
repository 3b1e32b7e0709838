import { wallTime } from '../../domain/time.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Connection, ConnectionPhase, Subscription } from '../../ports/connection.ts';

const keptNotices = 20;

/** The connection as the rest of the program sees it, and who wants to know. */
export class ConnectionState {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #listeners = new Set<(connection: Connection) => void>();
  #connection: Connection;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#connection = {
      phase: 'disconnected',
      detail: 'TWS not connected yet',
      failure: null,
      since: clock.now(),
      attempts: 0,
      notices: [],
    };
  }

  get current(): Connection {
    return this.#connection;
  }

  onChange(listener: (connection: Connection) => void): Subscription {
    this.#listeners.add(listener);
    return { close: () => void this.#listeners.delete(listener) };
  }

  /** `fact` is completed with the time: `TWS disconnected 09:31:07 ET`. */
  become(phase: ConnectionPhase, fact: string, failure: Failure | null = null): void {
    const since = this.#clock.now();
    const detail = `${fact} ${timeOfDay(since)} ET`;
    const attempts = phase === 'connecting' ? this.#connection.attempts + 1 : this.#connection.attempts;
    this.#set({ ...this.#connection, phase, detail, failure, since, attempts: phase === 'ready' ? 0 : attempts });
  }

  notice(code: number, message: string): void {
    const time = this.#clock.now();
    const notices = [...this.#connection.notices, { code, message, time }].slice(-keptNotices);
    this.#set({ ...this.#connection, notices });
  }

  #set(connection: Connection): void {
    this.#connection = connection;
    for (const listener of this.#listeners) listener(connection);
  }
}

function timeOfDay(timeMs: number): string {
  const { hour, minute, second } = wallTime(timeMs);
  return [hour, minute, second].map((part) => String(part).padStart(2, '0')).join(':');
}
