import { join, resolve } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createRecorder } from '../../src/engine/adapters/recording/recorder.ts';
import { openRecording, recordingsIn } from '../../src/engine/adapters/recording/recorded-session.ts';
import { openMarketDatabase } from '../../src/engine/adapters/sqlite/market-database.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { readingsApart } from '../../src/engine/processes/replay/readings-apart.ts';
import { replayFacts } from '../../src/engine/processes/replay/replay-facts.ts';
import { jsonReply } from '../../src/engine/simulators/vendors/kit/reply.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testVendor } from '../support/test-vendor.ts';
import { openTime, vendorStage } from '../support/vendor-stage.ts';

const thread = resolve(import.meta.dirname, '../support/test-vendor-thread.ts');

test('what the feeds received live, replayed from the recording, is the same facts', async () => {
  const folder = temporaryFolder();
  const recorder = createRecorder({ folder, clock: createWorldClock(), log: keptLog(), chunkBytes: 500 });
  const vendor = testVendor({ streams: [] });
  const print = (number: number) => ({
    ...{ id: `p${number}`, at: openTime + number, price: number % 5 === 0 ? 'soon' : `1.${number}`, symbol: 'SPY' },
  });
  let asked = 0;
  const answer = () => {
    asked += 1;
    if (asked % 4 === 0) return jsonReply({ message: 'busy' }, {}, 503);
    return jsonReply({ data: Array.from({ length: asked }, (_, number) => print(number)) });
  };
  const empty = () => jsonReply({ data: [] });
  const stage = await vendorStage({
    vendor,
    speed: 100,
    emulator: {
      routes: [
        { method: 'GET', path: '/prints', answer },
        { method: 'GET', path: '/index', answer: empty },
        { method: 'GET', path: '/quotes/:symbol', answer: empty },
      ],
    },
    parts: { recorder },
  });
  stage.feeds.start();
  await eventually(() => expect(stage.store.facts.length).toBeGreaterThan(3), { timeoutMs: 30_000 });
  stage.feeds.close();
  await recorder.close();

  const [path = ''] = await recordingsIn(folder);
  const session = await openRecording(path);
  if (!session.ok) throw new Error(session.failure.message);
  expect(session.value.content.items).toBeGreaterThan(3);
  const file = join(temporaryFolder(), 'market.db');
  const opened = openMarketDatabase({ file, log: keptLog(), clock: { wallMs: () => 0 } });
  if (!opened.ok) throw new Error(opened.failure.message);
  onTestFinished(() => opened.value.close());
  const report = await replayFacts({
    ...{ readings: readingsApart(path, thread), fromMs: session.value.fromMs },
    ...{ store: opened.value.facts, machine: createWorldClock(), speed: 0 },
    signal: new AbortController().signal,
  });
  expect(report.refused['a print without a price']).toBeGreaterThan(0);
  const everything = { kinds: [], subjects: [], limit: 1_000 };
  expect(opened.value.facts.after(0, everything)).toEqual(stage.store.facts);
});

test('a recording that cannot be read, and a thread that cannot be started, end the replay with the reason', async () => {
  const readAll = async (path: string, entry: string): Promise<void> => {
    for await (const { time } of readingsApart(path, entry)) expect(time).toBeNaN();
  };
  await expect(readAll(join(temporaryFolder(), 'none.qrec'), thread)).rejects.toThrow(
    'none.qrec cannot be read: there is no such file',
  );
  await expect(readAll('none.qrec', join(temporaryFolder(), 'none.ts'))).rejects.toThrow('none.ts');
});
