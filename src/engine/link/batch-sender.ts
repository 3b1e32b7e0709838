import { invariant } from '../domain/outcome.ts';
import type { BatchSink, BatchSource, Peer } from './api.ts';
import { StreamLane, type LaneConnection, type StreamSender } from './stream-lane.ts';

type Columns = Readonly<Record<string, Float64Array>>;
type Pending = {
  readonly meta: unknown;
  readonly metaText: string;
  readonly parts: Columns[];
  rows: number;
  readonly snapshot: boolean;
};
type Options = {
  readonly connection: LaneConnection;
  readonly id: number;
  readonly peer: Peer;
  readonly columns: readonly string[];
  readonly maxRows: number;
  readonly maxFrames: number;
  readonly check: (meta: unknown) => void;
};

/**
 * Numeric columns. Appends with the same meta data are joined while they wait. A reader too slow for the bound loses
 * what waits, asks the source for a snapshot once it is ready, and sees the gap.
 */
export class BatchSender implements StreamSender {
  readonly sink: BatchSink<unknown>;
  readonly #options: Options;
  readonly #lane: StreamLane;
  #source: BatchSource | null = null;
  #pending: Pending[] = [];
  #rows = 0;
  #gap = false;
  #dropping = false;

  constructor(options: Options) {
    this.#options = options;
    this.#lane = new StreamLane(options.connection, options.id, () => this.#flush());
    this.sink = {
      peer: options.peer,
      snapshot: (meta, columns) => this.#snapshot(meta, columns),
      append: (meta, columns) => this.#append(meta, columns),
    };
  }

  start(source: BatchSource): void {
    this.#source = source;
  }

  acknowledge(n: number): boolean {
    const known = this.#lane.acknowledge(n);
    this.wake();
    return known;
  }

  wake(): void {
    if (!this.#lane.ready) return;
    if (this.#dropping) {
      this.#dropping = false;
      this.#source?.resend();
    }
    if (this.#pending.length > 0) this.#lane.schedule();
  }

  close(): void {
    this.#lane.close();
    this.#clear();
  }

  #snapshot(meta: unknown, columns: Columns): void {
    if (this.#lane.closed) return;
    const pending = this.#pendingOf({ meta, columns, snapshot: true });
    this.#clear();
    this.#dropping = false;
    this.#push(pending);
  }

  #append(meta: unknown, columns: Columns): void {
    if (this.#lane.closed || this.#dropping) return;
    const pending = this.#pendingOf({ meta, columns, snapshot: false });
    const full = this.#rows + pending.rows > this.#options.maxRows || this.#pending.length >= this.#options.maxFrames;
    if (full && this.#pending.length > 0) return this.#drop();
    const last = this.#pending.at(-1);
    // Never joined to a snapshot: its rows replace, later ones add or change.
    if (last === undefined || last.snapshot || last.metaText !== pending.metaText) return this.#push(pending);
    last.parts.push(...pending.parts);
    last.rows += pending.rows;
    this.#rows += pending.rows;
  }

  #drop(): void {
    this.#clear();
    this.#gap = true;
    this.#dropping = true;
    queueMicrotask(() => this.wake());
  }

  #push(pending: Pending): void {
    this.#pending.push(pending);
    this.#rows += pending.rows;
    this.#lane.schedule();
  }

  #clear(): void {
    this.#pending = [];
    this.#rows = 0;
  }

  #flush(): void {
    const next = this.#pending.shift();
    if (next === undefined) return;
    this.#rows -= next.rows;
    const columns = joinColumns(this.#options.columns, next);
    const sent = this.#lane.send({ k: 'batch', meta: next.meta, columns, gap: this.#gap, snapshot: next.snapshot });
    if (sent) this.#gap = false;
    else this.#lane.end({ code: 'internal', message: 'One batch is larger than the link can carry' });
  }

  /** Copies, so that the source may reuse its buffers. */
  #pendingOf({
    meta,
    columns,
    snapshot,
  }: {
    readonly meta: unknown;
    readonly columns: Columns;
    readonly snapshot: boolean;
  }): Pending {
    this.#options.check(meta);
    const copy: Record<string, Float64Array> = {};
    let rows = -1;
    for (const name of this.#options.columns) {
      const values = columns[name];
      invariant(values !== undefined, `column '${name}' is missing`);
      invariant(rows === -1 || values.length === rows, `column '${name}' has ${values.length} rows, others ${rows}`);
      rows = values.length;
      copy[name] = values.slice();
    }
    return { meta, metaText: JSON.stringify(meta) ?? '', parts: [copy], rows: Math.max(0, rows), snapshot };
  }
}

function joinColumns(names: readonly string[], { parts, rows }: Pending): Columns {
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  const joined: Record<string, Float64Array> = {};
  for (const name of names) {
    const column = new Float64Array(rows);
    let offset = 0;
    for (const part of parts) {
      const values = part[name] ?? new Float64Array(0);
      column.set(values, offset);
      offset += values.length;
    }
    joined[name] = column;
  }
  return joined;
}
