import type Database from 'better-sqlite3';
import type { JournalTrade } from '../../domain/journal-trade.ts';
import { invariant } from '../../domain/outcome.ts';
import type { FillRecord, JournalBatch } from '../../ports/journal-store.ts';

/** Event times are whole ms in the searchable columns; the documents keep them exactly. */
const ms = (time: number) => Math.round(time);

/** Prepared once, called inside one transaction. Written in the order in which a reader could need them. */
export function journalWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const writeIntents = intentWrites(sql);
  const writeEvents = eventWrites(sql);
  const writeFills = fillWrites(sql);
  const writeTrades = tradeWrites(sql);
  const writeState = stateWrites(sql);
  return (batch) => {
    writeIntents(batch);
    writeEvents(batch);
    writeFills(batch);
    writeTrades(batch);
    writeState(batch);
  };
}

function intentWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const intent = sql.prepare('INSERT INTO intents (intent, mode, created_time, doc) VALUES (?, ?, ?, ?)');
  const instrument = sql.prepare(
    'INSERT INTO instruments (id, doc) VALUES (?, ?) ON CONFLICT DO UPDATE SET doc = excluded.doc',
  );
  return ({ intents = [], instruments = [] }) => {
    for (const row of instruments) instrument.run(row.id, JSON.stringify(row));
    for (const row of intents) intent.run(row.intent, row.mode, ms(row.createdTime), JSON.stringify(row));
  };
}

function eventWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const last = sql.prepare('SELECT coalesce(max(seq), 0) FROM order_events').pluck();
  const event = sql.prepare('INSERT INTO order_events (seq, intent, kind, event_time, doc) VALUES (?, ?, ?, ?, ?)');
  const order = sql.prepare(`INSERT INTO orders
    (intent, mode, account, instrument, state, broker_order_id, perm_id, client_id, updated_time, doc)
    VALUES (@intent, @mode, @account, @instrument, @state, @brokerOrderId, @permId, @clientId, @updated, @doc)
    ON CONFLICT DO UPDATE SET account = excluded.account, state = excluded.state, broker_order_id = excluded.broker_order_id,
      perm_id = excluded.perm_id, client_id = excluded.client_id, updated_time = excluded.updated_time, doc = excluded.doc`);
  return ({ events = [] }) => {
    if (events.length === 0) return;
    let seq = Number(last.get());
    for (const row of events) {
      invariant(row.seq === seq + 1, `event ${row.seq} does not follow ${seq}`);
      seq = row.seq;
      event.run(seq, row.intent, row.kind, ms(row.eventTime), JSON.stringify(row));
      const { intent, mode, account, instrument, state, brokerOrderId, permId, clientId } = row.order;
      const columns = { intent, mode, account, instrument, state, brokerOrderId, permId, clientId };
      order.run({ ...columns, updated: ms(row.order.updatedTime), doc: JSON.stringify(row.order) });
    }
  };
}

function fillWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const supersede = sql.prepare('UPDATE fills SET superseded_by = ? WHERE execution = ?');
  const fill =
    sql.prepare(`INSERT INTO fills (execution, base, mode, account, instrument, intent, event_time, received_time, superseded_by, doc)
    VALUES (@execution, @base, @mode, @account, @instrument, @intent, @time, @received, NULL, @doc)`);
  const commission =
    sql.prepare(`INSERT INTO commissions (execution, commission, currency, realized_pnl, received_time) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET commission = excluded.commission, currency = excluded.currency, realized_pnl = excluded.realized_pnl`);
  const insert = (record: FillRecord) => {
    const { execution, account, instrument, intent, eventTime } = record.fill;
    if (record.replaces !== null) supersede.run(execution, record.replaces);
    const keys = { execution, base: record.base, mode: record.mode, account, instrument, intent };
    fill.run({ ...keys, time: ms(eventTime), received: record.fill.receivedTime, doc: JSON.stringify(record) });
  };
  return ({ fills = [], commissions = [] }) => {
    for (const row of fills) insert(row);
    for (const row of commissions) {
      commission.run(row.execution, row.commission, row.currency, row.realizedPnl, ms(row.receivedTime));
    }
  };
}

function tradeWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const drop = sql.prepare('DELETE FROM trades WHERE id = ?');
  const trade =
    sql.prepare(`INSERT INTO trades (id, mode, account, ticker, instrument, open_time, close_time, entry_score, doc)
    VALUES (@id, @mode, @account, @ticker, @instrument, @open, @close, @score, @doc)
    ON CONFLICT DO UPDATE SET open_time = excluded.open_time, close_time = excluded.close_time,
      entry_score = excluded.entry_score, doc = excluded.doc`);
  const upsert = (row: JournalTrade) => {
    const { id, mode, account, ticker, instrument, entryScore, notes: _notes, tags: _tags, ...rest } = row;
    const times = { open: ms(row.openTime), close: row.closeTime === null ? null : ms(row.closeTime) };
    const score = entryScore === null ? null : JSON.stringify(entryScore);
    const doc = JSON.stringify({ id, mode, account, ticker, instrument, ...rest });
    trade.run({ id, mode, account, ticker, instrument, ...times, score, doc });
  };
  return ({ trades = [], droppedTrades = [] }) => {
    for (const id of droppedTrades) drop.run(id);
    for (const row of trades) upsert(row);
  };
}

function stateWrites(sql: Database.Database): (batch: JournalBatch) => void {
  const highWater = sql.prepare(`INSERT INTO order_ids (mode, high_water) VALUES (?, ?)
    ON CONFLICT DO UPDATE SET high_water = max(high_water, excluded.high_water)`);
  const daily =
    sql.prepare(`INSERT INTO daily_states (mode, account, date, start_net_liquidation, loss_halt_time, loss_halt_detail)
    VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET start_net_liquidation = excluded.start_net_liquidation,
      loss_halt_time = excluded.loss_halt_time, loss_halt_detail = excluded.loss_halt_detail`);
  const latch = sql.prepare(`INSERT INTO latches (name, engaged, reason, time) VALUES (?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET engaged = excluded.engaged, reason = excluded.reason, time = excluded.time`);
  return (batch) => {
    if (batch.highWater) highWater.run(batch.highWater.mode, batch.highWater.orderId);
    if (batch.daily) {
      const { mode, account, date, startNetLiquidation, lossHaltTime, lossHaltDetail } = batch.daily;
      daily.run(
        mode,
        account,
        date,
        startNetLiquidation,
        lossHaltTime === null ? null : ms(lossHaltTime),
        lossHaltDetail,
      );
    }
    for (const [name, row] of Object.entries(batch.latches ?? {})) {
      latch.run(name, row.engaged ? 1 : 0, row.reason, ms(row.time));
    }
  };
}
