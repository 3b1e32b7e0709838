import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { recordingsIn } from '../../src/engine/adapters/recording/recorded-session.ts';
import { createRecorder } from '../../src/engine/adapters/recording/recorder.ts';
import { emptyQuote } from '../../src/engine/domain/quote.ts';
import type { ReceivedItem } from '../../src/engine/ports/recording.ts';
import { watchReplay } from '../../src/engine/processes/replay/watch-replay.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const noon = Date.UTC(2026, 9, 12, 16);
const dayMs = 86_400_000;
const escape = '\u001b[2J';

const told = (part: string, value: unknown, at = 0): ReceivedItem => ({
  ...{ channel: `ibkr/${part}`, receivedTime: noon + at, context: '{}' },
  bytes: Buffer.from(JSON.stringify(value)),
});
const contract = (id: string, symbol: string) => ({
  ...{ id, symbol, secType: 'STK', exchange: 'SMART', primaryExchange: '', currency: 'USD', multiplier: 1 },
  ...{ minTick: 0.01, expiry: '', strike: null, right: null, tradingClass: symbol, conId: 1, name: symbol },
});
const quote = (instrument: string, at = 0) =>
  told(
    'quote',
    { ...emptyQuote(instrument), bid: 1, ask: 1.1, last: 1, eventTime: noon + at, receivedTime: noon + at },
    at,
  );
const ordinary = [told('instruments', [contract('SPY.STK', 'SPY')]), quote('SPY.STK'), quote('SPY.STK', 60_000)];

/** A file is a row of chunks: those of several days one behind the other are one to its reader. */
async function written(items: readonly ReceivedItem[]): Promise<string> {
  const folder = join(temporaryFolder(), 'recordings');
  mkdirSync(folder);
  const recorder = createRecorder({ folder, clock: { every: () => () => undefined }, log: keptLog() });
  for (const item of items) recorder.record(item);
  await recorder.close();
  const path = join(temporaryFolder(), 'crafted.qrec');
  writeFileSync(path, Buffer.concat((await recordingsIn(folder)).map((file) => readFileSync(file))));
  return path;
}

async function replay(items: readonly ReceivedItem[], ...words: readonly string[]) {
  let [out, err] = ['', ''];
  const output = { out: (text: string) => void (out += `${text}\n`), err: (text: string) => void (err += `${text}\n`) };
  const code = await watchReplay(['--replay', await written(items), ...words], output, new AbortController().signal);
  return { code, out, err };
}

test('an item from another year is refused, not walked to', async () => {
  const { code, out } = await replay([...ordinary, quote('SPY.STK', 700 * dayMs), quote('SPY.STK', 9_000 * dayMs)]);
  expect(code).toBe(0);
  expect(out).toContain('refused 2: later than the trading day of the first');
});

test('facts that would break the arithmetic of a layer are refused, and the others are played', async () => {
  const fact = { kind: 'short-volume', source: 'finra', endpoint: 'x', subject: 'SPY', key: 'k', eventTime: noon };
  const body = { date: '20261009', shortVolume: 5, exemptVolume: null, totalVolume: 9, markets: 'Q' };
  const facts = (change: object, at: number) => told('facts', [{ ...fact, receivedTime: noon, body, ...change }], at);
  const { code, out, err } = await replay([
    ...ordinary,
    facts({}, 1),
    facts({ body: {} }, 2),
    facts({ kind: 'insider-transaction' }, 3),
    facts({ kind: '__proto__' }, 4),
    facts({ eventTime: 1e17 }, 5),
    facts({ subject: 7 }, 6),
  ]);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(out).toContain('refused 4: facts that are none');
  expect(out).toContain('refused 1: event time is 100000000000000000');
});

test('no text of a recording commands the terminal', async () => {
  const crafted = [
    told('instruments', [contract('AAA.STK', `${escape}AAA`), contract('BBB.STK', 'BBB\u009b2J')]),
    ...[quote('AAA.STK', 1), quote('BBB.STK', 2)],
  ];
  // A translator quotes what it does not know.
  const halt = [{ T: 's', S: 'SPY', t: '2026-10-12T16:00:00Z', sc: escape, sm: '', rc: '', rm: '', z: 'C' }];
  const frame = {
    ...{ channel: 'alpaca/stocks-iex', receivedTime: noon + 3, context: '{"frame":"text"}' },
    bytes: Buffer.from(JSON.stringify(halt)),
  };
  const quoted = await replay([...ordinary, frame]);
  expect(quoted.out).toContain('SPY has the unknown status');
  const runs = [
    quoted,
    await replay([...ordinary, ...crafted]),
    await replay([...ordinary, ...crafted], 'ZZZ'),
    await replay([...ordinary, ...crafted], '--json'),
    await replay(crafted),
  ];
  // eslint-disable-next-line no-control-regex -- what must not be there
  for (const { out, err } of runs) expect(out + err).not.toMatch(/[\u001b\u0080-\u009f]/);
  expect(runs[2]?.err).toContain('has no ZZZ; it has SPY');
  expect(runs[4]).toMatchObject({ code: 1, out: '' });
  expect(runs[4]?.err).toContain('not what they are prices of');
});

test('channels and contexts of no known kind are refused or passed over', async () => {
  const { code, out } = await replay([
    ...ordinary,
    { ...told('quote', null, 1), channel: 'ibkr/__proto__' },
    { ...told('constructor', {}, 2) },
    { ...told('quote', {}, 3), context: '{"status":200}' },
    { ...told('quote', {}, 4), context: 'null' },
    { ...told('quote', {}, 5), context: '[' },
    { ...told('quote', {}, 6), channel: '' },
  ]);
  expect(code).toBe(0);
  expect(out).toContain('End of the recording');
});
