/** The little of the untyped `ib-tws-api` that the test uses. */
declare module 'ib-tws-api' {
  import type { EventEmitter } from 'node:events';

  type WireContract = Readonly<Record<string, unknown>>;
  type WireOrder = Readonly<Record<string, unknown>>;
  type HistoryAnswer = { readonly bars: readonly { readonly date: string; readonly close: number }[] };
  type StreamAnswer = EventEmitter & { stop(): void };

  export class Client {
    constructor(options: { host: string; port: number; clientId: number; timeoutMs: number });
    connect(): Promise<void>;
    getCurrentTime(): Promise<unknown>;
    getContractDetails(
      contract: WireContract,
    ): Promise<readonly { readonly minTick: number; readonly contract: { readonly conId: number } }[]>;
    getHistoricalData(request: Readonly<Record<string, unknown>>): Promise<HistoryAnswer>;
    streamMarketData(request: { contract: WireContract }): Promise<StreamAnswer>;
    placeOrder(request: { contract: WireContract; order: WireOrder }): Promise<number>;
    cancelOrder(orderId: number): Promise<{ readonly code: string }>;
    getPositions(): Promise<readonly unknown[] | Readonly<Record<string, unknown>>>;
    getSecDefOptParams(request: {
      contract: WireContract;
      exchange: string;
      futFopExchange: string;
    }): Promise<{ readonly strikes: readonly number[] }>;
    /** The client has no public way to hear order events, nor to hang up. */
    _emitter: EventEmitter;
    _protocolBytes: { disconnect(): void };
  }
  export const Contract: { stock(symbol: string): WireContract };
  export const Order: {
    market(data: Readonly<Record<string, unknown>>): WireOrder;
    limit(data: Readonly<Record<string, unknown>>): WireOrder;
  };
}
