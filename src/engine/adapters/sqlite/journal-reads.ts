import type Database from 'better-sqlite3';
import type { JournalTrade } from '../../domain/journal-trade.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderEvent } from '../../domain/order-event.ts';
import type { Instrument } from '../../domain/instrument.ts';
import type {
  CommissionRecord,
  DailyState,
  FillRecord,
  IntentRecord,
  JournalStore,
  Latch,
} from '../../ports/journal-store.ts';

type Reads = Omit<JournalStore, 'commit' | 'annotate' | 'backup' | 'integrity' | 'sizeBytes' | 'close' | 'damagedCopy'>;

/** Documents were written by this program and checked as JSON by the table; their shape is the port's. */
const parse = <Document>(text: unknown): Document => JSON.parse(String(text)) as Document;
const parseAll = <Document>(texts: readonly unknown[]): readonly Document[] =>
  texts.map((text) => parse<Document>(text));
const parseOne = <Document>(text: unknown): Document | null => (text === undefined ? null : parse<Document>(text));

export function journalReads(sql: Database.Database): Reads {
  return { ...orderReads(sql), ...fillReads(sql), ...tradeReads(sql), ...stateReads(sql) };
}

type OrderReads = Pick<
  Reads,
  'intent' | 'order' | 'ordersSince' | 'unknownOrders' | 'eventsOf' | 'eventsAfter' | 'lastSeq' | 'highWater'
>;

function orderReads(sql: Database.Database): OrderReads {
  const text = (source: string) => sql.prepare(source).pluck();
  const intent = text('SELECT doc FROM intents WHERE intent = ?');
  const order = text('SELECT doc FROM orders WHERE intent = ?');
  const since = text(`SELECT doc FROM orders WHERE mode = ?
    AND (updated_time >= ? OR state NOT IN ('denied', 'filled', 'cancelled', 'rejected')) ORDER BY updated_time, intent`);
  const unknown = text("SELECT doc FROM orders WHERE state = 'unknown' ORDER BY updated_time");
  const eventsOf = text('SELECT doc FROM order_events WHERE intent = ? ORDER BY seq');
  const eventsAfter = text('SELECT doc FROM order_events WHERE seq > ? ORDER BY seq LIMIT ?');
  const lastSeq = text('SELECT coalesce(max(seq), 0) FROM order_events');
  const highWater = text('SELECT high_water FROM order_ids WHERE mode = ?');
  return {
    intent: (id) => parseOne<IntentRecord>(intent.get(id)),
    order: (id) => parseOne<Order>(order.get(id)),
    ordersSince: (mode, time) => parseAll<Order>(since.all(mode, Math.floor(time))),
    unknownOrders: () => parseAll<Order>(unknown.all()),
    eventsOf: (id) => parseAll<OrderEvent>(eventsOf.all(id)),
    eventsAfter: (seq, limit) => parseAll<OrderEvent>(eventsAfter.all(seq, limit)),
    lastSeq: () => Number(lastSeq.get()),
    highWater: (mode) => Number(highWater.get(mode) ?? 0),
  };
}

type FillRow = { doc: string; commission: number | null; realized_pnl: number | null };
const fillColumns =
  'SELECT f.doc, c.commission, c.realized_pnl FROM fills f LEFT JOIN commissions c ON c.execution = f.execution';

/** The commission report may be older or younger than the fill; the table of commissions always wins. */
function fillOf(row: FillRow | undefined): FillRecord | null {
  if (row === undefined) return null;
  const record = parse<FillRecord>(row.doc);
  if (row.commission === null) return record;
  return { ...record, fill: { ...record.fill, commission: row.commission, realizedPnl: row.realized_pnl } };
}

function fillReads(
  sql: Database.Database,
): Pick<Reads, 'fills' | 'fillsOf' | 'fill' | 'fillOfBase' | 'commission' | 'instrument'> {
  const series = sql.prepare<unknown[], FillRow>(`${fillColumns} WHERE f.mode = ? AND f.account = ? AND f.instrument = ?
    AND f.superseded_by IS NULL ORDER BY f.event_time, f.received_time, f.execution`);
  const ofIntent = sql.prepare<unknown[], FillRow>(`${fillColumns} WHERE f.intent = ? AND f.superseded_by IS NULL
    ORDER BY f.event_time, f.received_time, f.execution`);
  const one = sql.prepare<unknown[], FillRow>(`${fillColumns} WHERE f.execution = ?`);
  const current = sql.prepare<unknown[], FillRow>(`${fillColumns} WHERE f.base = ? AND f.superseded_by IS NULL`);
  const commission = sql.prepare<
    unknown[],
    CommissionRecord
  >(`SELECT execution, commission, currency, realized_pnl AS realizedPnl,
    received_time AS receivedTime FROM commissions WHERE execution = ?`);
  const instrument = sql.prepare('SELECT doc FROM instruments WHERE id = ?').pluck();
  const all = (rows: readonly FillRow[]) => rows.map(fillOf).filter((row) => row !== null);
  return {
    fills: ({ mode, account, instrument: id }) => all(series.all(mode, account, id)),
    fillsOf: (intent) => all(ofIntent.all(intent)),
    fill: (execution) => fillOf(one.get(execution)),
    fillOfBase: (base) => fillOf(current.get(base)),
    commission: (execution) => commission.get(execution) ?? null,
    instrument: (id) => parseOne<Instrument>(instrument.get(id)),
  };
}

type TradeRow = { doc: string; entry_score: string | null; notes: string | null; tags: string | null };
const tradeColumns =
  'SELECT t.doc, t.entry_score, a.notes, a.tags FROM trades t LEFT JOIN annotations a ON a.trade = t.id';

function tradeOf(row: TradeRow): JournalTrade {
  const doc = parse<Omit<JournalTrade, 'entryScore' | 'notes' | 'tags'>>(row.doc);
  const entryScore = row.entry_score === null ? null : parse<JournalTrade['entryScore']>(row.entry_score);
  return { ...doc, entryScore, notes: row.notes ?? '', tags: row.tags === null ? [] : parse<string[]>(row.tags) };
}

function tradeReads(sql: Database.Database): Pick<Reads, 'trades' | 'tradesOf' | 'trade'> {
  const filtered = sql.prepare<unknown[], TradeRow>(`${tradeColumns} WHERE (@mode IS NULL OR t.mode = @mode)
    AND (@from IS NULL OR coalesce(t.close_time, 9e15) >= @from) AND (@to IS NULL OR t.open_time <= @to)
    AND (@ticker = '' OR t.ticker = @ticker) ORDER BY t.open_time DESC, t.id DESC LIMIT @limit`);
  const series = sql.prepare<
    unknown[],
    TradeRow
  >(`${tradeColumns} WHERE t.mode = ? AND t.account = ? AND t.instrument = ?
    ORDER BY t.open_time, t.id`);
  const one = sql.prepare<unknown[], TradeRow>(`${tradeColumns} WHERE t.id = ?`);
  return {
    trades: ({ mode, from, to, ticker, limit }) => filtered.all({ mode, from, to, ticker, limit }).map(tradeOf),
    tradesOf: ({ mode, account, instrument }) => series.all(mode, account, instrument).map(tradeOf),
    trade: (id) => one.all(id).map(tradeOf)[0] ?? null,
  };
}

function stateReads(sql: Database.Database): Pick<Reads, 'daily' | 'latch'> {
  const daily = sql.prepare<
    unknown[],
    DailyState
  >(`SELECT mode, account, date, start_net_liquidation AS startNetLiquidation,
    loss_halt_time AS lossHaltTime, loss_halt_detail AS lossHaltDetail FROM daily_states WHERE mode = ? AND account = ? AND date = ?`);
  const latch = sql.prepare<unknown[], { engaged: number; reason: string; time: number }>(
    'SELECT engaged, reason, time FROM latches WHERE name = ?',
  );
  return {
    daily: (mode, account, date) => daily.get(mode, account, date) ?? null,
    latch: (name): Latch | null => {
      const row = latch.get(name);
      return row === undefined ? null : { ...row, engaged: row.engaged === 1 };
    },
  };
}
