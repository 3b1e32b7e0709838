import type { SimInstrument, SimPrint, SimQuote } from '../../simulated-market.ts';
import { validExchanges } from '../contracts/exchanges.ts';
import {
  marketDataType,
  snapshotEnd,
  tickGeneric,
  tickId,
  tickOption,
  tickParameters,
  tickPrice,
  tickSize,
  tickString,
  ticks,
} from '../encode/market-data.ts';
import type { Session, Subscription } from '../session/session.ts';
import { sampled } from '../session/world.ts';
import type { Message } from '../wire/field-writer.ts';
import { derivedTicks, type DerivedTick } from './derived-ticks.ts';

type LineOptions = {
  readonly session: Session;
  readonly requestId: number;
  readonly instrument: SimInstrument;
  readonly genericTicks: ReadonlySet<number>;
  readonly snapshot: boolean;
  readonly isDelayed: boolean;
};

/** How often volumes, volatilities and computations are looked at, venue ms. */
const derivedMs = 500;

/** One market data line: a first burst, then what changed, sampled as TWS does. */
export class LevelOneStream implements Subscription {
  readonly label: string;
  readonly #line: LineOptions;
  readonly #stops: (() => void)[] = [];
  /** What was sent last under each tick, as text, so that only changes travel. */
  readonly #sent = new Map<number, string>();
  readonly #sampler: { readonly mark: () => void; readonly stop: () => void };
  readonly #derived: { readonly mark: () => void; readonly stop: () => void };
  #lastPrint: SimPrint | null = null;

  constructor(line: LineOptions) {
    this.#line = line;
    this.label = line.instrument.id;
    const { levelOneMs, optionLevelOneMs } = line.session.world.settings;
    const sampleMs = line.instrument.secType === 'OPT' ? optionLevelOneMs : levelOneMs;
    this.#sampler = sampled(line.session.world, sampleMs, () => this.#flush());
    this.#derived = sampled(line.session.world, derivedMs, () => this.#sendDerived());
  }

  start(): void {
    const { session, requestId, instrument, snapshot } = this.#line;
    const { market } = session.world;
    session.send(
      tickParameters(requestId, instrument.minTick, validExchanges(instrument)[0] === 'SMART' ? '9c0001' : ''),
    );
    session.send(marketDataType(requestId, this.#line.isDelayed ? 3 : session.marketDataType === 2 ? 2 : 1));
    this.#burst();
    if (snapshot) return session.send(snapshotEnd(requestId));
    this.#stops.push(
      market.onQuote(instrument.id, () => this.#mark()),
      market.onPrint(instrument.id, (print) => {
        this.#lastPrint = print;
        this.#mark();
      }),
      () => this.#sampler.stop(),
      () => this.#derived.stop(),
    );
  }

  restart(): void {
    this.#sent.clear();
    this.#burst();
  }

  close(): void {
    for (const stop of this.#stops) stop();
    this.#stops.length = 0;
  }

  #mark(): void {
    this.#sampler.mark();
    this.#derived.mark();
  }

  #burst(): void {
    const quote = this.#line.session.world.market.quote(this.#line.instrument.id);
    if (!quote) return;
    this.#sendTimes(quote);
    this.#sendQuote(quote);
    this.#sendDerived();
  }

  /** Currency dealers report no trades. */
  get #hasTrades(): boolean {
    return this.#line.instrument.secType !== 'CASH';
  }

  get #silent(): boolean {
    const { session } = this.#line;
    const { switches } = session.world;
    return switches.deadFeeds.has('marketData') || switches.competingSession;
  }

  #flush(): void {
    const { session, instrument } = this.#line;
    if (this.#silent) return;
    // A client that does not read gets the newest state later instead of a backlog.
    if (session.congested) return this.#sampler.mark();
    const quote = session.world.market.quote(instrument.id);
    if (!quote) return;
    this.#sendTimes(quote);
    this.#sendQuote(quote);
    this.#sendTrade(quote);
  }

  #sendTimes(quote: SimQuote): void {
    if (quote.last !== null && this.#hasTrades) this.#string(ticks.lastTime, String(Math.floor(quote.timeMs / 1000)));
    this.#generic(ticks.halted, quote.halted ? 1 : 0);
  }

  #sendQuote(quote: SimQuote): void {
    const hasBook = this.#line.instrument.secType !== 'IND';
    if (hasBook) {
      this.#priced(ticks.bid, ticks.bidSize, quote.bid, quote.bidSize);
      this.#priced(ticks.ask, ticks.askSize, quote.ask, quote.askSize);
    }
    if (quote.last !== null && this.#hasTrades) this.#priced(ticks.last, ticks.lastSize, quote.last, quote.lastSize);
    if (hasBook && this.#hasTrades) this.#size(ticks.volume, quote.volume);
    this.#price(ticks.high, quote.high);
    this.#price(ticks.low, quote.low);
    this.#price(ticks.open, quote.open);
    this.#price(ticks.close, quote.previousClose);
  }

  /** Price with its size; -1 and 0 when there is no quote on that side. */
  #priced(tick: number, sizeTick: number, price: number | null, size: number): void {
    const { session, requestId } = this.#line;
    const priceChanged = this.#once(tick, tickPrice(requestId, this.#id(tick), price ?? -1, price === null ? 0 : size));
    if (!priceChanged && !session.world.settings.separateSizes) return;
    if (session.world.settings.separateSizes) this.#size(sizeTick, price === null ? 0 : size);
  }

  #price(tick: number, price: number | null): void {
    if (price !== null) this.#once(tick, tickPrice(this.#line.requestId, this.#id(tick), price, 0));
  }

  #size(tick: number, size: number): void {
    this.#once(tick, tickSize(this.#line.requestId, this.#id(tick), size));
  }

  #string(tick: number, text: string): void {
    this.#once(tick, tickString(this.#line.requestId, this.#id(tick), text));
  }

  #generic(tick: number, value: number): void {
    this.#once(tick, tickGeneric(this.#line.requestId, this.#id(tick), value));
  }

  /** RTVolume: price;size;ms;volume;vwap;single. */
  #sendTrade(quote: SimQuote): void {
    const print = this.#lastPrint;
    if (!print || !this.#line.genericTicks.has(233)) return;
    this.#lastPrint = null;
    const vwap = quote.high !== null && quote.low !== null ? (quote.high + quote.low + print.price) / 3 : print.price;
    this.#string(
      ticks.rtVolume,
      `${print.price};${print.size};${print.timeMs};${quote.volume};${vwap.toFixed(8)};true`,
    );
  }

  #sendDerived(): void {
    const { session, instrument, genericTicks, requestId } = this.#line;
    if (this.#silent || session.congested) return;
    for (const tick of derivedTicks(session.world.market, instrument, genericTicks))
      this.#once(tick.tick, this.#encode(tick, requestId));
  }

  #encode(tick: DerivedTick, requestId: number): Message {
    const id = this.#id(tick.tick);
    if (tick.kind === 'size') return tickSize(requestId, id, tick.value);
    if (tick.kind === 'generic') return tickGeneric(requestId, id, tick.value);
    return tickOption({
      requestId,
      tick: id,
      model: tick.model,
      price: tick.price,
      version: this.#line.session.version,
    });
  }

  #id(tick: number): number {
    return tickId(tick, this.#line.isDelayed);
  }

  #once(tick: number, message: Message): boolean {
    const text = message.join('|');
    if (this.#sent.get(tick) === text) return false;
    this.#sent.set(tick, text);
    this.#line.session.send(message);
    return true;
  }
}
