import { expect, onTestFinished, test } from 'vitest';
import { openSimulator } from './testing/open-simulator.ts';
import { aapl, spy } from './testing/test-instruments.ts';
import { byConId, type WireClient } from './testing/wire-client.ts';
import type { Message } from './wire/field-writer.ts';

const newsLine = (requestId: number, ticks: string, conId: number = spy.conId): Message => [
  ...[1, 11, requestId, ...byConId(conId), false, ticks, false, false, ''],
];
const pastNews = (requestId: number, fields: { providers?: string; start?: string; count?: number } = {}): Message => [
  ...[86, requestId, spy.conId, fields.providers ?? 'MRDN+HRBR', fields.start ?? '', '', fields.count ?? 10, ''],
];
const lastError = (wire: WireClient): string | undefined => wire.errors().at(-1);

test('providers are listed, and none without the right to read news', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(85);
  await wire.settle();
  expect(wire.of('newsProviders')[0]?.slice(0, 4)).toEqual(['85', '4', 'MRDN', 'Meridian Wire']);

  const closed = await openSimulator(onTestFinished, { settings: { newsAllowed: false } });
  const other = await closed.client();
  other.send(85);
  other.send(...newsLine(1, 'mdoff,292:MRDN'));
  other.send(...pastNews(2));
  await other.settle();
  expect(other.of('newsProviders')).toEqual([['85', '0']]);
  expect(other.errors()).toEqual(['1|321', '2|10276']);
});

test('a news line tells headlines of its instrument and providers, and no price', async () => {
  const { client, news, step, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...newsLine(1, 'mdoff,292:MRDN'));
  await wire.settle();
  expect(simulator.clients()[0]?.count('marketData')).toBe(1);
  news.add({ id: 'one', headline: 'Fund gains' });
  news.add({ id: 'other', symbols: ['AAPL'] });
  news.add({ id: 'elsewhere', publisher: 'Tape & Ledger' });
  step(2_000);
  await wire.settle();
  expect(wire.of('tickNews')).toHaveLength(1);
  expect(wire.of('tickNews')[0]?.slice(3)).toEqual(['MRDN', 'MRDN$one', 'Fund gains', 'A:800015:L:en:K:0.5:C:0.97']);
  expect(wire.of('tickPrice')).toHaveLength(0);
  wire.send(2, 1, 1);
  await wire.settle();
  news.add({ id: 'two' });
  step(2_000);
  await wire.settle();
  expect(wire.of('tickNews')).toHaveLength(1);
});

test('prices and headlines share one line where both are asked for', async () => {
  const { client, news, step, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(...newsLine(1, '100,292'));
  await wire.settle();
  news.add({ id: 'one' });
  step(2_000);
  await wire.settle();
  expect(wire.of('tickPrice').length).toBeGreaterThan(0);
  expect(wire.of('tickNews')).toHaveLength(1);
  expect(simulator.clients()[0]?.count('marketData')).toBe(1);
});

test('past headlines come newest first with their metadata in front, cut off at the number asked for', async () => {
  const { client, news, step } = await openSimulator(onTestFinished);
  const wire = await client();
  for (const id of ['a', 'b', 'c']) {
    news.add({ id });
    step(1_000);
  }
  wire.send(...pastNews(1, { count: 2 }));
  wire.send(...pastNews(2, { start: '2026-01-05 15:00:02.0' }));
  await wire.settle();
  expect(wire.of('historicalNews').map((frame) => [frame[1], frame[4]])).toEqual([
    ['1', 'MRDN$c'],
    ['1', 'MRDN$b'],
    ['2', 'MRDN$c'],
  ]);
  expect(wire.of('historicalNews')[0]?.slice(2)).toEqual([
    ...['2026-01-05 15:00:02.0', 'MRDN', 'MRDN$c', '{A:800015:L:en:K:0.5:C:0.97}Headline c'],
  ]);
  expect(wire.of('historicalNewsEnd')).toEqual([
    ['87', '1', '1'],
    ['87', '2', '0'],
  ]);
});

test('what is wrong with a request for news is named by code', async () => {
  const { client } = await openSimulator(onTestFinished);
  const wire = await client();
  const cases: readonly (readonly [Message, string])[] = [
    [pastNews(1, { providers: 'NOPE' }), '1|321'],
    [pastNews(2, { start: 'yesterday' }), '2|321'],
    [pastNews(3, { count: 0 }), '3|321'],
    [[86, 4, 1, 'MRDN', '', '', 10, ''], '4|200'],
    [[84, 5, 'MRDN', 'MRDN$none', ''], '5|10172'],
    [newsLine(6, 'mdoff,292:NOPE', aapl.conId), '6|321'],
  ];
  for (const [message, error] of cases) {
    wire.send(...message);
    await wire.settle();
    expect(lastError(wire)).toBe(error);
  }
});

test('a request for news with a field too few or too many has no effect', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const wire = await client();
  wire.send(86, 1, spy.conId, 'MRDN', '', '', 10);
  wire.send(84, 2, 'MRDN', 'x', '', '');
  wire.send(12, 1);
  wire.send(85, 1);
  await wire.settle();
  expect(simulator.stats.protocolErrors).toHaveLength(4);
  expect(wire.of('historicalNewsEnd')).toHaveLength(0);
  expect(wire.of('newsProviders')).toHaveLength(0);
});

test('bulletins reach those who asked for them', async () => {
  const { client, simulator } = await openSimulator(onTestFinished);
  const [asking, silent] = [await client(1), await client(2)];
  asking.send(12, 1, true);
  await asking.settle();
  simulator.faults.inject({ kind: 'bulletin', type: 2, text: 'Exchange closed early', exchange: 'ARCA' });
  await asking.settle();
  await silent.settle();
  expect(asking.of('bulletin').map((frame) => frame.slice(3))).toEqual([['2', 'Exchange closed early', 'ARCA']]);
  expect(silent.of('bulletin')).toHaveLength(0);
});
