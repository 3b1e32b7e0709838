import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { unusualWhales } from '../../src/engine/adapters/unusual-whales/unusual-whales.vendor.ts';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import { fillEntries, fillTemplate, type TemplateValues } from '../../src/engine/ingestion/feeds/template.ts';
import type { Endpoint, Judgement, RequestContext, StreamMessage, Translation } from '../../src/engine/ports/vendor.ts';
import type { RunningEmulator } from '../../src/engine/simulators/vendors/kit/emulator.ts';
import {
  practiceToken,
  tokenWithoutSocket,
  unusualWhalesEmulatorOf,
} from '../../src/engine/simulators/vendors/unusual-whales/unusual-whales-emulator.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { storyInTest } from '../support/story-in-test.ts';
import { expectSoundFacts } from '../support/translated.ts';

const world = storyInTest();
const { story, clock } = world;
let emulator: RunningEmulator;

beforeAll(async () => {
  const plan = { refused: { '/api/stock/TSLA/max-pain': 'advanced_tier_required' }, perMinute: 120, perDay: 20_000 };
  emulator = await unusualWhalesEmulatorOf(plan).start({ story, log: keptLog() });
});
afterAll(async () => {
  await emulator.close();
  world.close();
});

const symbols = ['SPY', 'AAPL', 'NVDA'];

type Asked = { readonly judged: Judgement; readonly translation: Translation; readonly status: number };

/** What the framework does for one request, with a real one over a real socket. */
async function ask(endpoint: Endpoint, values: TemplateValues, token = practiceToken): Promise<Asked> {
  const path = fillTemplate(endpoint.path, values, encodeURIComponent);
  const query = new URLSearchParams(fillEntries(endpoint.query, values));
  const { headers } = unusualWhales.authorise({ token });
  const response = await fetch(`${emulator.bases['rest']}${path}?${query.toString()}`, { headers });
  const body = new Uint8Array(await response.arrayBuffer());
  const answered = Object.fromEntries(response.headers);
  const judged = unusualWhales.judge({ status: response.status, headers: answered, body });
  const context: RequestContext = {
    symbol: endpoint.fanOut.startsWith('symbol') ? values.symbol : '',
    parameters: { ...values.parameters, ...(values.expiry === null ? {} : { expiry: values.expiry }) },
    receivedTime: story.now(),
    tradingDate: story.tradingDate(),
    headers: answered,
  };
  const nothing: Translation = { facts: [], refusals: [], followUps: [] };
  const translation = judged.kind === 'payload' ? endpoint.translate(judged.payload, context) : nothing;
  return { judged, translation, status: response.status };
}

function valuesFor(endpoint: Endpoint, symbol = 'NVDA'): TemplateValues {
  const expiries = [...new Set(story.chain(symbol).map(({ expiry }) => expiry))].toSorted();
  const contract = story.optionTrades('NVDA', story.now() - 600_000, story.now()).at(-1)?.option.optionSymbol ?? '';
  return {
    nowMs: story.now(),
    symbol,
    symbols,
    expiry: endpoint.fanOut === 'symbol-expiry' ? (expiries[endpoint.expiries?.from ?? 0] ?? null) : null,
    parameters: endpoint.items[0] ?? (endpoint.id === 'contract-flow' ? { contract } : {}),
  };
}

const endpointOf = (id: string): Endpoint => {
  const found = unusualWhales.endpoints.find((endpoint) => endpoint.id === id);
  if (!found) throw new Error(`no endpoint ${id}`);
  return found;
};

/** Answers that have nothing to say on this day of this seed, and not for want of agreement. */
const mayBeEmpty = new Set([
  'earnings-premarket',
  'earnings-afterhours',
  'market-seasonality',
  'fda-calendar',
  'sector-tide',
]);

describe('Unusual Whales over real sockets', () => {
  test.for(unusualWhales.endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
    '%s: what the emulator says the adapter understands',
    async ([, endpoint]) => {
      clock.advanceTo(story.now() + 1_000);
      const { judged, translation, status } = await ask(endpoint, valuesFor(endpoint));
      expect(status).toBe(200);
      expect(translation.refusals).toEqual([]);
      for (const fact of translation.facts) {
        expect(endpoint.provides).toContain(fact.kind);
        expect(fact.eventTime).toBeLessThan(story.now() + 200 * 86_400_000);
      }
      expectSoundFacts(translation.facts);
      if (!mayBeEmpty.has(endpoint.id))
        expect(translation.facts.length, JSON.stringify(judged).slice(0, 300)).toBeGreaterThan(0);
    },
  );

  test('the prints of a ticker are those of the story, page by page, none twice and none missing', async () => {
    const endpoint = endpointOf('dark-pool-ticker');
    const seen = new Map<string, DraftFact>();
    const from = story.now() - 1_800_000;
    let values: TemplateValues = { ...valuesFor(endpoint), parameters: { 'newer-than-ms': String(from) } };
    for (let page = 0; page < 200; page += 1) {
      clock.advanceTo(story.now() + (page % 100 === 99 ? 60_000 : 0));
      const { translation } = await ask(endpoint, values);
      for (const fact of translation.facts) seen.set(fact.key, fact);
      const [next] = translation.followUps;
      if (!next) break;
      values = { ...values, parameters: next.parameters };
    }
    const told = story
      .stockPrints('NVDA', from, values.nowMs)
      .filter(({ offExchange, timeMs }) => offExchange && timeMs >= from + 1_000);
    const sums = (prints: readonly { readonly size: number }[]): number =>
      prints.reduce((sum, { size }) => sum + size, 0);
    const facts = [...seen.values()].filter((fact) => fact.kind === 'stock-print' && fact.eventTime >= from + 1_000);
    expect(told.length).toBeGreaterThan(100);
    const sizes = facts.map((fact) => ({ size: fact.kind === 'stock-print' ? fact.body.size : 0 }));
    expect(sums(sizes)).toBe(sums(told));
  });

  test('short volume is told as a part of all that traded, as the vendor documents it', async () => {
    const endpoint = endpointOf('short-volume');
    const { translation } = await ask(endpoint, valuesFor(endpoint));
    const days = translation.facts.flatMap((fact) => (fact.kind === 'short-volume' ? [fact.body] : []));
    expect(days.length).toBeGreaterThan(10);
    for (const { date, shortVolume, totalVolume } of days) {
      const [sold] = story.shortVolume(date, 'NVDA');
      expect(shortVolume).toBe(sold?.shortVolume);
      expect(totalVolume).toBe(story.dailyBars('NVDA', date, date)[0]?.volume);
      expect(totalVolume).toBeGreaterThan((sold?.totalVolume ?? Infinity) * 2);
    }
  });

  test('a strike of an expiry is told without its expiry, as the vendor documents it, and is of the one asked for', async () => {
    const endpoint = endpointOf('spot-exposures-expiry-strike');
    const values = valuesFor(endpoint);
    const { judged, translation } = await ask(endpoint, values);
    const rows = judged.kind === 'payload' ? JSON.stringify(judged.payload) : '';
    expect(rows).toContain('"strike"');
    expect(rows).not.toContain('"expiry"');
    const expiries = translation.facts.map((fact) => fact.kind === 'spot-exposure' && fact.body.expiry);
    expect(new Set(expiries)).toEqual(new Set([values.expiry]));
  });

  test('a wrong token, a bad ticker, a bad date, a plan and a weekend are told apart', async () => {
    const tide = endpointOf('market-tide');
    const pain = endpointOf('max-pain');
    expect((await ask(tide, valuesFor(tide), 'wrong')).judged).toMatchObject({ code: 'unauthorised' });
    expect((await ask(pain, { ...valuesFor(pain), symbol: 'MSFT12' })).judged).toMatchObject({ code: 'bad-request' });
    expect((await ask(pain, { ...valuesFor(pain), symbol: 'TSLA' })).judged).toMatchObject({
      code: 'not-entitled',
      message: expect.stringContaining('Advanced') as string,
    });
    const dated = (date: string): Endpoint => ({ ...tide, query: { date } });
    expect((await ask(dated('2026-13-40'), valuesFor(tide))).judged).toMatchObject({ code: 'bad-request' });
    expect((await ask(dated('2026-10-03'), valuesFor(tide))).judged.kind).toBe('empty');
    expect((await ask(dated('2020-01-06'), valuesFor(tide))).judged).toMatchObject({ code: 'not-entitled' });
  });

  test('over the limit comes the wait of the header, and after it the next minute is free', async () => {
    const info = endpointOf('company-profile');
    clock.advanceTo(Math.ceil(story.now() / 60_000) * 60_000 + 5_000);
    const answers = await Promise.all(Array.from({ length: 125 }, () => ask(info, valuesFor(info, 'AAPL'))));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBe(5);
    expect(refused[0]?.judged).toMatchObject({ code: 'rate-limited', retryAfterMs: 55_000 });
    clock.advanceTo(story.now() + 55_000);
    expect((await ask(info, valuesFor(info, 'AAPL'))).status).toBe(200);
  });

  test('every stream is joined, acknowledged, understood and left', { timeout: 60_000 }, async () => {
    const socket = new WebSocket(`${emulator.bases['stream']}/socket?token=${practiceToken}`);
    const messages: StreamMessage[] = [];
    const read = unusualWhales.streams[0]?.read;
    socket.on('message', (data: Buffer) => {
      messages.push(
        ...(read?.(data.toString(), { receivedTime: story.now(), tradingDate: story.tradingDate() }) ?? []),
      );
    });
    await new Promise((resolve) => socket.once('open', resolve));
    const streams = unusualWhales.streams.filter(({ enabled, id }) => enabled || id === 'lit-prints');
    const topics = streams.flatMap((stream) => stream.topics(['NVDA']));
    for (const stream of streams) for (const frame of stream.join(stream.topics(['NVDA']), {})) socket.send(frame);
    socket.send('{"channel":"no_such_channel","msg_type":"join"}');
    const acknowledged = () => messages.filter((message) => message.kind === 'acknowledged');
    await eventually(() => expect(acknowledged().length).toBe(topics.length + 1));
    expect(
      acknowledged()
        .filter(({ accepted }) => !accepted)
        .map(({ topic }) => topic),
    ).toEqual(['no_such_channel']);
    for (let second = 0; second < 300; second += 1) clock.advanceTo(story.now() + 1_000);
    const provided = new Set(streams.flatMap(({ provides }) => provides));
    // Neither a halt nor, for certain, a headline in five minutes of a quiet day.
    provided.delete('trading-status');
    provided.delete('news');
    const facts = () => messages.flatMap((message) => (message.kind === 'facts' ? message.facts : []));
    await eventually(() =>
      expect([...provided].filter((kind) => !facts().some((fact) => fact.kind === kind))).toEqual([]),
    );
    expect(messages.filter(({ kind }) => kind === 'unknown')).toEqual([]);
    expect(messages.flatMap((message) => (message.kind === 'facts' ? message.refusals : []))).toEqual([]);
    expectSoundFacts(facts());
    for (const stream of streams) for (const frame of stream.leave(stream.topics(['NVDA']), {})) socket.send(frame);
    await eventually(() => expect(acknowledged().length).toBe(2 * topics.length + 1));
    const before = facts().length;
    clock.advanceTo(story.now() + 60_000);
    socket.ping();
    await new Promise((resolve) => socket.once('pong', resolve));
    expect(facts().length).toBe(before);
    socket.close();
  });

  test('option prints of the socket add up to those of the story', { timeout: 60_000 }, async () => {
    const socket = new WebSocket(`${emulator.bases['stream']}/socket?token=${practiceToken}`);
    const stream = unusualWhales.streams.find(({ id }) => id === 'option-trades');
    const sizes: number[] = [];
    let joined = false;
    socket.on('message', (data: Buffer) => {
      for (const message of stream?.read(data.toString(), { receivedTime: 0, tradingDate: '' }) ?? []) {
        if (message.kind === 'acknowledged') joined = true;
        if (message.kind !== 'facts') continue;
        for (const fact of message.facts) if (fact.kind === 'option-trade') sizes.push(fact.body.size);
      }
    });
    await new Promise((resolve) => socket.once('open', resolve));
    for (const frame of stream?.join(stream.topics(['AAPL']), {}) ?? []) socket.send(frame);
    await eventually(() => expect(joined).toBe(true));
    const from = story.now();
    clock.advanceTo(from + 120_000);
    const told = story.optionTrades('AAPL', from, from + 120_000);
    expect(told.length).toBeGreaterThan(10);
    await eventually(() => expect(sizes.length).toBe(told.length));
    expect(sizes).toEqual(told.map(({ size }) => size));
    socket.close();
  });

  test('a token without the scope is refused at the handshake as a matter of the plan', async () => {
    const socket = new WebSocket(`${emulator.bases['stream']}/socket?token=${tokenWithoutSocket}`);
    const { status, body } = await new Promise<{ status: number; body: Uint8Array }>((resolve) => {
      socket.once('unexpected-response', (_request, response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      socket.on('error', () => undefined);
    });
    expect(unusualWhales.judge({ status, headers: {}, body })).toMatchObject({ kind: 'failure', code: 'not-entitled' });
  });
});
