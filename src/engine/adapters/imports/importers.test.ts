import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync, gzipSync, zstdCompressSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { translateVxContract } from '../cboe/vx-contract.ts';
import type { ImportFile } from './import-format.ts';
import { importFormats } from './import-list.ts';
import { openImportFile } from './open-import-file.ts';
import { plausibleSink } from './plausible-sink.ts';
import { countingSink } from './testing/counting-sink.ts';

function file(name: string, ...texts: readonly string[]): ImportFile {
  const parts = texts.map((text) => ({ name, bytes: () => Buffer.from(text) }));
  return { name, parts };
}

function taken(from: ImportFile, symbol: string | null = null) {
  const format = importFormats.find((one) => one.recognises(from));
  const sink = countingSink();
  format?.read(from, plausibleSink(sink), { symbol });
  return { id: format?.id ?? null, sink };
}

/** A zip as small as the format allows, written here so that the reader cannot agree with itself. */
function zipOf(files: Readonly<Record<string, string>>): Buffer {
  const locals: Buffer[] = [];
  const entries: Buffer[] = [];
  let at = 0;
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(text);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(8, 8);
    local.writeUInt16LE(name.length, 26);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(8, 10);
    entry.writeUInt32LE(data.length, 20);
    entry.writeUInt32LE(text.length, 24);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(at, 42);
    locals.push(local, Buffer.from(name), data);
    entries.push(entry, Buffer.from(name));
    at += 30 + name.length + data.length;
  }
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Object.keys(files).length, 10);
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...entries, end]);
}

async function openedFrom(name: string, bytes: Buffer) {
  const path = join(temporaryFolder(), name);
  writeFileSync(path, bytes);
  return openImportFile(path);
}

describe('bars', () => {
  test('of days are known when their session closes, of minutes when they end', () => {
    const days = taken(file('spy_daily.csv', 'date,open,high,low,close,volume\n2026-10-12,1,3,0.5,2,100\n'));
    expect(days).toMatchObject({ id: 'bars-csv', sink: { facts: 1, refused: 0 } });
    expect(days.sink.kept[0]).toMatchObject({ subject: 'SPY', eventTime: Date.UTC(2026, 9, 12) });
    expect(days.sink.known).toEqual([Date.UTC(2026, 9, 12, 20)]);
    const rows = ['9:30', '9:31', '9:32'].map((time) => `10/12/2026 ${time},1,3,0.5,2`).join('\n');
    const minutes = taken(file('x.csv', `Date,Open,High,Low,Close\n${rows}\n`), 'QQQ');
    expect(minutes.sink.kept[0]).toMatchObject({ subject: 'QQQ', body: { intervalMs: 60_000, volume: null } });
    expect(minutes.sink.known[0]).toBe(Date.UTC(2026, 9, 12, 13, 31));
  });

  test('of days of coins, currencies and futures are known when the day of UTC ends', () => {
    const row = '2026-10-12,1,3,0.5,2,100\n';
    const knownOf = (name: string, rows: string): readonly number[] =>
      taken(file(name, `date,open,high,low,close,volume\n${rows}`)).sink.known;
    for (const name of ['btcusd_daily.csv', 'EURUSD.csv', 'btcusdt.csv', '6EH4.csv'])
      expect(knownOf(name, row), name).toEqual([Date.UTC(2026, 9, 13)]);
    for (const name of ['SPY.csv', 'spx.csv', 'google.csv'])
      expect(knownOf(name, row), name).toEqual([Date.UTC(2026, 9, 12, 20)]);
    // Whatever it is called, what has bars of a Saturday trades around the clock.
    const days = knownOf('coin.csv', `2026-10-10,1,3,0.5,2,100\n2026-10-11,1,3,0.5,2,100\n${row}`);
    expect(days).toEqual([11, 12, 13].map((day) => Date.UTC(2026, 9, day)));
  });

  test('of one symbol at weekends say nothing of another in the same file', () => {
    const rows = ['A,2026-10-10', 'A,2026-10-12', 'B,2026-10-12'].map((row) => `${row},1,3,0.5,2`).join('\n');
    const { sink } = taken(file('all.csv', `symbol,date,open,high,low,close\n${rows}\n`));
    expect(sink.known.slice(1)).toEqual([Date.UTC(2026, 9, 13), Date.UTC(2026, 9, 12, 20)]);
  });

  test('that are impossible are refused by reason, never guessed', () => {
    const rows = [
      '2026-10-12,1,3,0.5,',
      '2026-10-13,1,0.5,3,2',
      'soon,1,3,0.5,2',
      '2026-10-14,0,0,0,0',
      '2026-10-15,,3,1,2',
    ];
    const { sink } = taken(file('a.csv', `date,open,high,low,close\n${rows.join('\n')}\n`));
    expect(sink.facts).toBe(0);
    expect(sink.reasons).toEqual({
      'a bar without a close': 1,
      'a bar outside its own range': 1,
      'a time that cannot be read': 1,
      'a bar without a price': 1,
      'a bar with an empty price': 1,
    });
  });

  test('of months are not taken for days', () => {
    const { sink } = taken(file('a.csv', 'Date,Close\n2026-01-31,2\n2026-02-28,2\n2026-03-31,2\n'));
    expect(sink.reasons).toEqual({ 'a bar of more than a day': 3 });
  });
});

describe('LEAN zips', () => {
  test('name the option, scale its prices and read its clock', async () => {
    const zip = zipOf({
      '20261012_spy_minute_trade_american_call_4500000_20261016.csv': '34200000,15000,16000,14000,15500,7\n',
      '20261012_spy_minute_quote_american_put_4500000_20261016.csv': '34200000,,,,,0,1,1,1,100,3\n',
    });
    const opened = await openedFrom('20261012_trade_american.zip', zip);
    if (!opened.ok) throw new Error(opened.failure.message);
    const { id, sink } = taken(opened.value);
    const startMs = Date.UTC(2026, 9, 12, 13, 30);
    expect(id).toBe('lean');
    expect(sink.kept).toMatchObject([
      { kind: 'bar', subject: 'SPY261016C00450000', eventTime: startMs, body: { open: 1.5, close: 1.55, volume: 7 } },
      { kind: 'quote', subject: 'SPY261016P00450000', body: { bid: null, ask: 0.01, askSize: 3 } },
    ]);
    expect(sink.known).toEqual([startMs + 60_000, startMs + 60_000]);
  });

  test('futures and currencies are written as they are, whole-numbered shares as ten-thousandths', () => {
    const future = taken(file('20261012_es_minute_trade_202612.zip', ''));
    expect(future.id).toBeNull();
    const parts = [
      { name: '20261012_es_minute_trade_202612.csv', bytes: () => Buffer.from('0,4500.25,4501,4500,4500.5,9\n') },
      {
        name: '20261012_spy_minute_trade.csv',
        bytes: () => Buffer.from('34200000,4500000,4510000,4490000,4505000,9\n'),
      },
    ];
    const { sink } = taken({ name: 'a.zip', parts });
    expect(sink.kept).toMatchObject([
      { subject: 'ES202612', eventTime: Date.UTC(2026, 9, 12), body: { open: 4500.25 } },
      { subject: 'SPY', eventTime: Date.UTC(2026, 9, 12, 13, 30), body: { open: 450, close: 450.5 } },
    ]);
    expect([...sink.remarks]).toEqual(['prices of SPY are whole numbers and were read as ten-thousandths']);
  });
});

describe('LEAN zips of days and hours, which are called alike', () => {
  const zip = (name: string, text: string, part = name): ReturnType<typeof taken> =>
    taken({ name: `${name}.zip`, parts: [{ name: `${part}.csv`, bytes: () => Buffer.from(text) }] });
  const bar = '4860000,4925000,4853000,4877500,11000000';

  test('six columns are a bar, its volume no size of a bid', () => {
    const { sink } = zip('aapl', `20261012 00:00,${bar}\n20261013 00:00,${bar}\n`);
    expect(sink).toMatchObject({ facts: 2, refused: 0 });
    expect(sink.kept[0]).toMatchObject({
      ...{ kind: 'bar', subject: 'AAPL', eventTime: Date.UTC(2026, 9, 12) },
      body: { intervalMs: 86_400_000, open: 486, high: 492.5, low: 485.3, close: 487.75, volume: 11_000_000 },
    });
    expect(sink.known).toEqual([Date.UTC(2026, 9, 12, 20), Date.UTC(2026, 9, 13, 20)]);
  });

  test('eleven are a quote, and a day of currencies and futures ends with that of UTC', () => {
    const row =
      '20261012 00:00,1.1,1.3,1.0,1.2,0,1.2,1.4,1.1,1.3,0\n20261013 00:00,1.1,1.3,1.0,1.2,0,1.2,1.4,1.1,1.3,0\n';
    const { sink } = zip('eurusd', row);
    expect(sink.kept[0]).toMatchObject({ kind: 'quote', subject: 'EURUSD', body: { bid: 1.2, ask: 1.3 } });
    expect(sink.known).toEqual([Date.UTC(2026, 9, 13), Date.UTC(2026, 9, 14)]);
    const future = zip('es_trade', '20261012 00:00,4500,4501,4499,4500,9\n', 'es_trade_202612');
    expect(future.sink.kept).toMatchObject([{ kind: 'bar', subject: 'ES202612', body: { close: 4_500 } }]);
    expect(future.sink.known).toEqual([Date.UTC(2026, 9, 13)]);
    const coin = zip('btcusdt_trade', '20261012 01:00,61000,62000,60000,61500,9\n', 'btcusdt');
    expect(coin.sink.kept).toMatchObject([{ eventTime: Date.UTC(2026, 9, 12, 1), body: { close: 61_500 } }]);
  });

  test('hours lie at their hour of New York and are known when they end', () => {
    const rows = ['09', '10', '11'].map((hour) => `20261012 ${hour}:00,${bar}`).join('\n');
    const { sink } = zip('spy', rows);
    const hours = [13, 14, 15, 16].map((hour) => Date.UTC(2026, 9, 12, hour));
    expect(sink.kept.map(({ key }) => key)).toEqual(hours.slice(0, 3).map((start) => `3600000:${start}`));
    expect(sink.known).toEqual(hours.slice(1));
  });

  test('what is neither a day nor an hour, neither a bar nor a quote is refused', () => {
    const { sink } = zip('spy', `20261012 00:00,${bar}\n20261013 09:30,${bar}\n20261014 00:00,1,2,3\n`);
    expect(sink.facts).toBe(1);
    expect(sink.reasons).toEqual({
      'a time that cannot be read': 1,
      'a row of 4 columns, neither a bar (6) nor a quote (11)': 1,
    });
    expect(zip('spy_quote', `20261012 00:00,${bar}\n`, 'spy').sink.reasons).toEqual({
      'a quote of 6 columns instead of 11': 1,
    });
    const one = zip('btcusd_trade', '20261012 00:00,300,370,300,370,0.05\n', 'btcusd');
    expect([...one.sink.remarks]).toEqual(['the one row of BTCUSD begins at midnight and was read as a day']);
  });
});

describe('chains', () => {
  test('of the downloaded table: a call and a put a line, zeros after hours are no quotes', () => {
    const head =
      'Expiration Date,Calls,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest,Strike,Puts,Last Sale,Net,Bid,Ask,Volume,IV,Delta,Gamma,Open Interest';
    const row =
      'Fri Oct 16 2026,SPXW261016C04500000,5,0,0,0,8,0,0.5,0,1,4500,SPXW261016P04500000,6,0,1.5,2,3,0.2,-0.5,0.01,9';
    const text = `Index,Last: 4501.5,Change: 1\n"Date: October 12, 2026 at 8:30 PM EDT",Bid: 1\n${head}\n${row}\n`;
    const { id, sink } = taken(file('spx_quotedata.csv', text));
    expect(id).toBe('cboe-quotedata');
    expect(sink.kept[0]).toMatchObject({
      ...{ kind: 'chain-snapshot', subject: 'SPX', eventTime: Date.UTC(2026, 9, 13, 0, 30) },
      body: { spot: 4501.5, strikes: [4500, 4500], rights: ['C', 'P'], bids: [null, 1.5], impliedVols: [null, 0.2] },
    });
  });

  test('of a day, one a symbol and date', () => {
    const head =
      'underlying,underlying_last,exchange,optionroot,type,expiration,quotedate,strike,last,bid,ask,volume,openinterest,impliedvol,delta,gamma';
    const row = (symbol: string, day: string) =>
      `SPX,4500,CBOE,${symbol},call,10/16/2026,10/${day}/2026,4500,1,0.9,1.1,5,6,0.2,0.5,0.01`;
    const rows = [
      row('SPXW261016C04500000', '12'),
      row('SPXW261016P04500000', '12'),
      row('SPXW261016C04500000', '13'),
      row('bad', '13'),
    ];
    const { sink } = taken(file('SPX.csv', `${head}\n${rows.join('\n')}\n`));
    expect(sink.kept.map(({ key }) => key)).toEqual(['20261012', '20261013']);
    expect(sink.reasons).toEqual({ 'no option symbol': 1 });
  });
});

test('days of VIX futures are read as the feed reads them', () => {
  const header = 'Trade Date,Futures,Open,High,Low,Close,Settle,Change,Total Volume,EFP,Open Interest';
  const rows = [
    '05/24/2004,K (May 05),202.0,203.0,200.1,0,201.2,0,38,0,38',
    '03/26/2007,K (May 07),14.10,14.30,14.00,14.05,14.07,0.04,900,0,9200',
    '05/25/2004,K (May 05),0,0,0,0,0,0,0,0,38',
  ];
  const { id, sink } = taken(file('CFE_K05_VX.csv', `${[header, ...rows].join('\n')}\n`));
  expect(id).toBe('cboe-vx');
  expect(sink.kept).toMatchObject([
    {
      ...{ kind: 'future-day', subject: 'VX', key: 'VXK05:20040524', eventTime: Date.UTC(2004, 4, 24, 20) },
      body: {
        expiry: '20050518',
        contract: 'VXK05',
        open: 20.2,
        high: 20.3,
        low: 20.01,
        close: null,
        settlement: 20.12,
      },
    },
    { key: 'VXK07:20070326', body: { expiry: '20070516', open: 14.1, settlement: 14.07 } },
  ]);
  expect(sink.reasons).toEqual({ 'a day of VX: has no price': 1 });
  const feed = translateVxContract({ kind: 'text', text: [header, ...rows].join('\n') }, { parameters: {} });
  expect(sink.kept).toEqual(feed.facts);
});

test('a capture keeps its frames as they came', () => {
  const frame = '{"stream":"btcusdt@trade","data":{"p":"1"}}';
  const text = `1791800000123456789 ${frame}\n1791800000.5: ${frame}\n1791800000124 {"cut\n`;
  const { id, sink } = taken(file('capture', text));
  expect(id).toBe('crypto-capture');
  expect(sink.recorded.map(({ receivedTime }) => Math.round(receivedTime))).toEqual([
    1_791_800_000_123, 1_791_800_000_500,
  ]);
  expect(sink.recorded[0]).toMatchObject({ channel: 'binance/btcusdt@trade' });
  expect(sink.refused).toBe(1);
});

describe('packing', () => {
  test('is known by the first bytes, whatever the file is called', async () => {
    for (const packed of [gzipSync('date,close\n'), zstdCompressSync('date,close\n'), Buffer.from('date,close\n')]) {
      const opened = await openedFrom('a.csv', packed);
      expect(opened.ok && opened.value.parts[0]?.bytes().toString()).toBe('date,close\n');
    }
  });

  test('that is damaged or absent is said, never a crash', async () => {
    const zip = zipOf({ 'a.csv': 'date,close\n' });
    expect(await openedFrom('a.zip', zip.subarray(0, zip.length - 10))).toMatchObject({ failure: { code: 'damaged' } });
    expect(await openedFrom('a.gz', gzipSync('x').subarray(0, 12))).toMatchObject({ failure: { code: 'damaged' } });
    expect(await openImportFile('/nowhere/a.csv')).toMatchObject({ failure: { code: 'no-file' } });
  });
});

test('mutated files end in facts with sound numbers or in reasons', () => {
  const seeds = [
    file('spy.csv', 'date,open,high,low,close,volume\n2026-10-12,1,3,0.5,2,100\n2026-10-13,1,3,0.5,2,100\n'),
    file(
      'VX.csv',
      'Trade Date,Futures,Open,High,Low,Close,Settle,Change,Total Volume,EFP,Open Interest\n2026-10-12,F (Oct 2026),16,17,16,16,16.5,0.1,6,0,5\n',
    ),
    file('x', '1791800000123456789 {"stream":"a@b","data":{"p":"1"}}\n'),
    file('eurusd', '20261012 093000123,1.1,1.2,0\n'),
    file(
      'spx.json',
      '{"timestamp":"2026-10-12 14:00:00","symbol":"_SPX","data":{"current_price":1,"options":[{"option":"SPX261016C04500000","bid":1,"iv":0}]}}',
    ),
    file(
      'spy_20261012.csv',
      '#expiry,strike,right,open,high,low,close,volume,open_interest,implied_volatility\n20261016,450,C,1,1,1,1,0,5,0.2\n',
    ),
  ];
  const mutation = fc.record({ at: fc.nat(200), with: fc.string({ unit: 'binary-ascii', maxLength: 6 }) });
  fc.assert(
    fc.property(fc.constantFrom(...seeds), fc.array(mutation, { maxLength: 4 }), (seed, mutations) => {
      let text = seed.parts[0]?.bytes().toString() ?? '';
      for (const change of mutations) text = text.slice(0, change.at) + change.with + text.slice(change.at + 2);
      const mutated = file(seed.name, text);
      const format = importFormats.find((one) => one.recognises(mutated));
      const sink = countingSink();
      format?.read(mutated, plausibleSink(sink), { symbol: null });
      expect(sink.broken).toEqual([]);
    }),
    { numRuns: 3_000 },
  );
});
