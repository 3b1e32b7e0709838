import type { IBApi } from '@stoqey/ib';
import type { Subscription } from '../../ports/connection.ts';
import type { Route } from './frame-sink.ts';
import type { SendOptions } from './wire.ts';

/** A subscription that outlives connections: opened again, by priority, whenever TWS has forgotten it. */
export type LineSpec = {
  /** 0 first .. 9 last. */
  readonly priority: number;
  readonly route: Route;
  open(api: IBApi, reqId: number): void;
  cancel(api: IBApi, reqId: number): void;
  /** What was received so far is no longer current. */
  lost(): void;
};

export type LineWire = {
  readonly ready: boolean;
  call(options: SendOptions, request: (api: IBApi) => void): void;
  takeBack(reqId: number): boolean;
};

type Line = { readonly spec: LineSpec; reqId: number | null; lastInput: number };

export type LineRegistryOptions = {
  wire(): LineWire | null;
  newId(): number;
};

export class LineRegistry {
  readonly #options: LineRegistryOptions;
  readonly #lines = new Set<Line>();
  readonly #byId = new Map<number, Line>();
  #input = 0;

  constructor(options: LineRegistryOptions) {
    this.#options = options;
  }

  get size(): number {
    return this.#lines.size;
  }

  add(spec: LineSpec): Subscription {
    const line: Line = { spec, reqId: null, lastInput: 0 };
    this.#lines.add(line);
    this.#open(line);
    return { close: () => this.#remove(line) };
  }

  route(reqId: number): Route | undefined {
    const line = this.#byId.get(reqId);
    if (line === undefined) return undefined;
    this.#input += 1;
    line.lastInput = this.#input;
    return line.spec.route;
  }

  /** Opens one line again under a new id; the old id is cancelled. */
  reopen(reqId: number): void {
    const line = this.#byId.get(reqId);
    if (line === undefined) return;
    this.#cancel(line);
    line.spec.lost();
    this.#open(line);
  }

  /** The connection is gone and every id with it. */
  forgetIds(): void {
    this.#byId.clear();
    for (const line of this.#lines) {
      line.reqId = null;
      line.spec.lost();
    }
  }

  openAll(): void {
    const waiting = [...this.#lines].filter((line) => line.reqId === null);
    for (const line of waiting.sort((a, b) => a.spec.priority - b.spec.priority)) this.#open(line);
  }

  /** Marks now; `silentSince(mark)` are the ids that have told nothing after it. */
  mark(): number {
    return this.#input;
  }

  silentSince(mark: number): readonly number[] {
    return [...this.#byId].filter(([, line]) => line.lastInput <= mark).map(([reqId]) => reqId);
  }

  #open(line: Line): void {
    const wire = this.#options.wire();
    if (wire === null || !wire.ready) return;
    const reqId = this.#options.newId();
    line.reqId = reqId;
    this.#byId.set(reqId, line);
    wire.call({ priority: line.spec.priority, reqId }, (api) => line.spec.open(api, reqId));
  }

  #cancel(line: Line): void {
    const { reqId } = line;
    line.reqId = null;
    if (reqId === null) return;
    this.#byId.delete(reqId);
    const wire = this.#options.wire();
    if (wire === null || !wire.ready || wire.takeBack(reqId)) return;
    // A freed line is what the next request waits for: cancels go ahead of requests.
    wire.call({ priority: 0 }, (api) => line.spec.cancel(api, reqId));
  }

  #remove(line: Line): void {
    if (!this.#lines.delete(line)) return;
    this.#cancel(line);
  }
}
