import { join } from 'node:path';
import { openJournalStore } from '../../src/engine/adapters/sqlite/journal-store.ts';
import type { Instrument } from '../../src/engine/domain/instrument.ts';
import { emptyQuote, type Quote } from '../../src/engine/domain/quote.ts';
import type { TradingMode } from '../../src/engine/domain/account.ts';
import { createExecution } from '../../src/engine/execution/create-execution.ts';
import type { Execution } from '../../src/engine/execution/execution.ts';
import type { ExecutionSettings } from '../../src/engine/execution/execution-settings.ts';
import type { JournalStore } from '../../src/engine/ports/journal-store.ts';
import type { ProposedOrder } from '../../src/engine/risk/risk-context.ts';
import { ManualClock, settled } from './manual-clock.ts';
import { ScriptedBroker, spy } from './scripted-broker.ts';
import { keptLog } from './silent-log.ts';

/** Monday 12 October 2026, 10:30 in New York: the regular session. */
export const sessionTime = Date.UTC(2026, 9, 12, 14, 30);

export const generousLimits: ExecutionSettings['risk'] = {
  ...{
    maxQuantity: 5_000,
    maxNotional: 1_000_000,
    maxSymbolNotional: 10_000_000,
    maxGrossNotional: 10_000_000,
    maxSameDirection: 10,
  },
  ...{ collarPercent: 3, maxSpreadPercent: 2, maxQuoteAgeMs: 600_000, duplicateWindowMs: 0, ordersPerMinute: 600 },
  ...{ dailyLossWarnPercent: 4, dailyLossHaltPercent: 6 },
};

type HarnessOptions = {
  readonly folder: string;
  readonly broker?: ScriptedBroker;
  readonly clock?: ManualClock;
  readonly mode?: TradingMode;
  readonly limits?: Partial<ExecutionSettings['risk']>;
  readonly store?: (file: string) => JournalStore;
};

/** The execution service on a real journal file and a scripted broker. `restart` is what a crash and a new start do. */
export class ExecutionHarness {
  readonly broker: ScriptedBroker;
  readonly clock: ManualClock;
  readonly log = keptLog();
  readonly quotes = new Map<string, Quote>();
  readonly instruments = new Map<string, Instrument>([[spy.id, spy]]);
  settings: ExecutionSettings;
  store: JournalStore;
  execution: Execution;
  readonly #options: HarnessOptions;
  #ids = 0;

  constructor(options: HarnessOptions) {
    this.#options = options;
    this.broker = options.broker ?? new ScriptedBroker();
    this.clock = options.clock ?? new ManualClock(sessionTime);
    this.settings = {
      broker: { paperPort: 7497, account: '', allowLive: false },
      risk: { ...generousLimits, ...options.limits },
      problem: null,
    };
    this.price(spy.id, 500);
    this.store = this.#open();
    this.execution = this.#create();
  }

  price(id: string, mid: number, change: Partial<Quote> = {}): void {
    const at = {
      bid: mid - 0.01,
      ask: mid + 0.01,
      last: mid,
      close: mid,
      eventTime: this.clock.now(),
      receivedTime: this.clock.now(),
    };
    this.quotes.set(id, { ...emptyQuote(id), ...at, ...change });
  }

  /** Started, connected and reconciled. */
  async ready(): Promise<this> {
    this.execution.start();
    this.broker.connect();
    await settled();
    return this;
  }

  async restart(): Promise<void> {
    this.stop();
    this.store = this.#open();
    this.execution = this.#create();
    this.execution.start();
    await settled();
  }

  stop(): void {
    this.execution.close();
    this.store.close();
  }

  newId = (): string => {
    this.#ids += 1;
    return `00000000-0000-4000-8000-${String(this.#ids).padStart(12, '0')}`;
  };

  order(change: Partial<ProposedOrder> = {}): ProposedOrder {
    return {
      ...{
        intent: this.newId(),
        instrument: spy.id,
        side: 'BUY',
        quantity: 100,
        type: 'LMT',
        limitPrice: 500,
        stopPrice: null,
      },
      ...{
        trailAmount: null,
        timeInForce: 'DAY',
        outsideRth: false,
        bracket: null,
        mode: this.#options.mode ?? 'paper',
      },
      origin: { source: 'window', label: 'ticket' },
      ...change,
    };
  }

  /** All messages out and everything they start done. */
  async quiet(): Promise<void> {
    this.broker.deliver();
    await settled();
    this.broker.deliver();
    await settled();
  }

  gate() {
    const [row] = this.execution.gate.list();
    if (!row) throw new Error('no gate row yet');
    return row;
  }

  #open(): JournalStore {
    const file = join(this.#options.folder, 'journal.db');
    if (this.#options.store) return this.#options.store(file);
    const opened = openJournalStore({ file, log: this.log, clock: this.clock });
    if (!opened.ok) throw new Error(opened.failure.message);
    return opened.value;
  }

  #create(): Execution {
    return createExecution({
      ...{
        broker: this.broker,
        store: this.store,
        clock: this.clock,
        log: this.log,
        mode: this.#options.mode ?? 'paper',
        newId: this.newId,
      },
      quotes: { quoteOf: (id) => this.quotes.get(id) ?? null },
      instruments: { byId: (id) => Promise.resolve(this.instruments.get(id) ?? null) },
      scores: { scoreOf: () => null },
      settings: { get: () => this.settings, onChange: () => ({ close: () => undefined }) },
      backupFolder: join(this.#options.folder, 'backups'),
    });
  }
}
