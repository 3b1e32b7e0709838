import type { SimDepth, SimInstrument, SimLevel } from '../../simulated-market.ts';
import { depthRow, depthRowL2 } from '../encode/market-data.ts';
import type { Session, Subscription } from '../session/session.ts';
import { sampled } from '../session/world.ts';

type DepthOptions = {
  readonly session: Session;
  readonly requestId: number;
  readonly instrument: SimInstrument;
  readonly rows: number;
  readonly isSmart: boolean;
  /** Rows carry the market maker or venue. */
  readonly named: boolean;
};

const insert = 0;
const update = 1;
const remove = 2;
const asks = 0;
const bids = 1;

/** A book as rows: the whole at first, then the operations that turn what was sent into what is shown now. */
export class DepthStream implements Subscription {
  readonly label: string;
  readonly #options: DepthOptions;
  readonly #sampler: { readonly mark: () => void; readonly stop: () => void };
  #stop: () => void = () => undefined;
  #sent: Record<0 | 1, readonly SimLevel[]> = { [asks]: [], [bids]: [] };

  constructor(options: DepthOptions) {
    this.#options = options;
    this.label = options.instrument.id;
    this.#sampler = sampled(options.session.world, options.session.world.settings.depthMs, () => this.#flush());
  }

  start(): void {
    const { session, instrument } = this.#options;
    this.#flush();
    this.#stop = session.world.market.onDepth(instrument.id, () => this.#sampler.mark());
  }

  /** After a reset the client has emptied its book: everything is inserted again. */
  restart(): void {
    this.#sent = { [asks]: [], [bids]: [] };
    this.#flush();
  }

  close(): void {
    this.#stop();
    this.#sampler.stop();
  }

  #flush(): void {
    const { session, instrument, rows } = this.#options;
    if (session.world.switches.deadFeeds.has('depth')) return;
    if (session.congested) return this.#sampler.mark();
    const depth = session.world.market.depth(instrument.id, rows) ?? this.#topOfBook();
    if (!depth) return;
    this.#side(asks, depth.asks.slice(0, rows));
    this.#side(bids, depth.bids.slice(0, rows));
  }

  /** Markets without a deep book show their best prices as one row a side. */
  #topOfBook(): SimDepth | null {
    const quote = this.#options.session.world.market.quote(this.#options.instrument.id);
    if (!quote) return null;
    const row = (price: number | null, size: number): readonly SimLevel[] =>
      price === null ? [] : [{ price, size, maker: this.#options.instrument.primaryExchange }];
    return { bids: row(quote.bid, quote.bidSize), asks: row(quote.ask, quote.askSize), timeMs: quote.timeMs };
  }

  #side(side: 0 | 1, next: readonly SimLevel[]): void {
    const before = this.#sent[side];
    for (const [position, level] of next.entries()) {
      const old = before[position];
      if (!old) this.#send({ position, operation: insert, side, level });
      else if (old.price !== level.price || old.size !== level.size || old.maker !== level.maker)
        this.#send({ position, operation: update, side, level });
    }
    // From the end, so that positions stay valid while rows go.
    for (let position = before.length - 1; position >= next.length; position -= 1) {
      this.#send({
        position,
        operation: remove,
        side,
        level: { price: 0, size: 0, maker: before[position]?.maker ?? '' },
      });
    }
    this.#sent[side] = next;
  }

  #send(row: { position: number; operation: number; side: number; level: SimLevel }): void {
    const { session, requestId, named, isSmart } = this.#options;
    const { price, size, maker } = row.level;
    const plain = { position: row.position, operation: row.operation, side: row.side, price, size };
    session.send(named ? depthRowL2(requestId, { ...plain, maker, isSmart }) : depthRow(requestId, plain));
  }
}
