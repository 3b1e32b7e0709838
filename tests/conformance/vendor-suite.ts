import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { factFault } from '../../src/engine/ingestion/feeds/fact-fault.ts';
import { isBuiltIn, placeholdersOf } from '../../src/engine/ingestion/feeds/template.ts';
import { secondOfClock } from '../../src/engine/ingestion/feeds/session-times.ts';
import type { AnswerHead, Endpoint, Payload, RequestContext, Vendor } from '../../src/engine/ports/vendor.ts';

const encoder = new TextEncoder();
const classes = ['critical', 'high', 'normal', 'low'] as const;

function head(status: number, body: string, type = 'application/json'): AnswerHead {
  return { status, headers: { 'content-type': type }, body: encoder.encode(body) };
}

/** Answers that every vendor gives on a bad day. */
const badDays: Readonly<Record<string, AnswerHead>> = {
  'an HTML page': head(200, '<!DOCTYPE html><html><body>Temporarily unavailable</body></html>', 'text/html'),
  'JSON cut off': head(200, '{"data":[{"price":"1.25","size":'),
  'an empty body': head(200, ''),
  'white space': head(200, ' \r\n '),
  'bytes that are no text': { status: 200, headers: {}, body: Uint8Array.of(0xff, 0xfe, 0, 1, 2, 0x80) },
  '304': head(304, ''),
  '401': head(401, '{"message":"Invalid token"}'),
  '403': head(403, '<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>', 'application/xml'),
  '404': head(404, 'Not Found', 'text/plain'),
  '429': head(429, 'rate limited', 'text/plain'),
  '500': head(500, 'Something went wrong', 'text/plain'),
  '503 as HTML': head(503, '<html></html>', 'text/html'),
};

const context: RequestContext = {
  symbol: 'SPY',
  parameters: {},
  receivedTime: Date.UTC(2026, 9, 5, 14, 31),
  tradingDate: '20261005',
  headers: {},
};

/** Text and JSON as a vendor might send: also what looks almost right. */
const payloads: fc.Arbitrary<Payload> = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }).map((value) => ({ kind: 'json', value }) as const),
  fc
    .array(fc.dictionary(fc.string(), fc.jsonValue()), { maxLength: 4 })
    .map((rows) => ({ kind: 'json', value: { data: rows } }) as const),
  fc.string().map((text) => ({ kind: 'text', text }) as const),
  fc.uint8Array({ maxLength: 64 }).map((bytes) => ({ kind: 'bytes', bytes }) as const),
);

/** Names that items, follow-ups and fan-out can fill for this endpoint. */
function knownNames(vendor: Vendor, endpoint: Endpoint): ReadonlySet<string> {
  const fromItems = endpoint.items.flatMap((item) => Object.keys(item));
  return new Set([...fromItems, ...vendor.credentials.map((field) => field.name)]);
}

function templatesOf(endpoint: Endpoint): readonly string[] {
  return [endpoint.path, endpoint.body ?? '', ...Object.values(endpoint.query), ...Object.values(endpoint.headers)];
}

/** What the framework takes for granted of every vendor. */
export function vendorSuite(vendor: Vendor): void {
  const ids = new Set(vendor.endpoints.map((endpoint) => endpoint.id));

  describe(vendor.id, () => {
    test('ids are unique and readable', () => {
      const all = [...vendor.endpoints, ...vendor.streams].map(({ id }) => id);
      expect(new Set(all).size, all.join(' ')).toBe(all.length);
      for (const id of [vendor.id, ...all]) expect(id).toMatch(/^[a-z0-9][a-z0-9-]*$/);
    });

    test('endpoints that are named exist, and bases too', () => {
      expect(ids).toContain(vendor.probe);
      for (const endpoint of vendor.endpoints) {
        expect(Object.keys(vendor.bases), endpoint.id).toContain(endpoint.base);
        for (const id of endpoint.after) expect(ids, `${endpoint.id} after`).toContain(id);
        expect(endpoint.after, endpoint.id).not.toContain(endpoint.id);
      }
      for (const stream of vendor.streams) {
        expect(Object.keys(vendor.bases), stream.id).toContain(stream.base);
        if (stream.backfill !== null) expect(ids, `${stream.id} backfill`).toContain(stream.backfill);
        expect(stream.session === null, stream.id).toBe(stream.sessionRequest === null);
        if (stream.sessionRequest) expect(Object.keys(vendor.bases)).toContain(stream.sessionRequest.base);
      }
    });

    test('placeholders can be filled', () => {
      for (const endpoint of vendor.endpoints) {
        // An endpoint without schedule gets its names from the answer that asks for it.
        if (!endpoint.enabled || (endpoint.fanOut === 'item' && endpoint.items.length === 0)) continue;
        const known = knownNames(vendor, endpoint);
        for (const name of placeholdersOf(endpoint.path)) {
          expect(isBuiltIn(name) || known.has(name), `${endpoint.id}: {${name}} in the path`).toBe(true);
        }
        const names = new Set(templatesOf(endpoint).flatMap(placeholdersOf));
        if (names.has('expiry') && endpoint.mostFollowUps === 0) expect(endpoint.fanOut).toBe('symbol-expiry');
      }
    });

    test('cadences, costs and validity are sane', () => {
      for (const endpoint of vendor.endpoints) {
        if ('dailyAt' in endpoint.cadence) expect(secondOfClock(endpoint.cadence.dailyAt), endpoint.id).not.toBeNull();
        else expect(endpoint.cadence.everyMs, endpoint.id).toBeGreaterThanOrEqual(1_000);
        expect(endpoint.cost, endpoint.id).toBeGreaterThanOrEqual(0);
        const { perSecond, perMinute, perDay } = vendor.budget;
        const limits = [perSecond, perMinute, perDay].filter((limit) => limit !== null);
        expect(endpoint.cost, endpoint.id).toBeLessThanOrEqual(Math.min(...limits, Number.POSITIVE_INFINITY));
        expect(endpoint.validForMs, endpoint.id).toBeGreaterThan(0);
        expect(endpoint.mostBytes, endpoint.id).toBeGreaterThan(0);
        expect(endpoint.sessions.length, endpoint.id).toBeGreaterThan(0);
        expect(endpoint.provides.length, endpoint.id).toBeGreaterThan(0);
        expect(endpoint.expiries !== null, endpoint.id).toBe(endpoint.fanOut === 'symbol-expiry');
      }
      for (const stream of vendor.streams) {
        expect(stream.mostTopics, stream.id).toBeGreaterThan(0);
        expect(stream.mostWaiting, stream.id).toBeGreaterThan(0);
        expect(stream.heartbeat.silenceMs, stream.id).toBeLessThanOrEqual(stream.heartbeat.preOpenSilenceMs);
      }
    });

    test('the budget leaves room for everybody', () => {
      const { budget } = vendor;
      for (const limit of [budget.perSecond, budget.perMinute, budget.perDay]) {
        if (limit !== null) expect(limit).toBeGreaterThan(0);
      }
      expect(budget.concurrent).toBeGreaterThanOrEqual(1);
      expect(secondOfClock(budget.dayResetsAt)).not.toBeNull();
      const reserved = classes.reduce((sum, priority) => sum + budget.reserve[priority], 0);
      for (const priority of classes) expect(budget.reserve[priority]).toBeGreaterThanOrEqual(0);
      expect(reserved).toBeLessThanOrEqual(1);
      expect(budget.dollarsPerUnit).toBeGreaterThanOrEqual(0);
      for (const answer of Object.values(badDays)) expect(() => budget.read(answer)).not.toThrow();
    });

    test.each(Object.entries(badDays))('%s is judged without a throw', (name, answer) => {
      const judgement = vendor.judge(answer);
      expect(['payload', 'empty', 'failure']).toContain(judgement.kind);
      if (name === '304') expect(judgement.kind).toBe('empty');
      if (['401', '429', '500', '503 as HTML'].includes(name)) expect(judgement.kind, name).toBe('failure');
      if (name === '401') expect(judgement).toMatchObject({ code: 'unauthorised' });
      if (name === '429') expect(judgement).toMatchObject({ code: 'rate-limited' });
      if (judgement.kind === 'failure') expect(judgement.message).not.toBe('');
    });

    test.each(['', 'slow down', '{"message":"slow down"}'])('429 with %j waits until the date it names', (body) => {
      const date = 'Mon, 05 Oct 2026 15:00:00 GMT';
      const headers = { 'retry-after': 'Mon, 05 Oct 2026 15:01:30 GMT', date };
      const answer = { ...head(429, body), headers };
      expect(vendor.judge(answer)).toMatchObject({ code: 'rate-limited', retryAfterMs: 90_000 });
    });

    test('a key never shows in what is asked without one', () => {
      const bare = vendor.authorise({});
      for (const value of [...Object.values(bare.headers), ...Object.values(bare.query)]) {
        expect(value).not.toMatch(/undefined|\[object/);
      }
      expect(vendor.spell('SPY')).not.toBe('');
    });

    test.each(vendor.endpoints.map((endpoint) => [endpoint.id, endpoint] as const))(
      '%s translates whatever comes without a throw and without a bad number',
      (_id, endpoint) => {
        fc.assert(
          fc.property(payloads, (payload) => {
            const { facts, followUps } = endpoint.translate(payload, context);
            for (const fact of facts) {
              expect(endpoint.provides).toContain(fact.kind);
              expect(factFault(fact)).toBeNull();
            }
            for (const followUp of followUps) expect(ids).toContain(followUp.endpoint);
          }),
          { numRuns: 150 },
        );
      },
    );

    test.each(vendor.streams.map((stream) => [stream.id, stream] as const))(
      '%s reads whatever comes without a throw',
      (_id, stream) => {
        const topics = stream.topics(['SPY', 'BRK.B']);
        expect(() => [stream.greet({}, {}), stream.join(topics, {}), stream.leave(topics, {})]).not.toThrow();
        const frames = fc.oneof(fc.string(), fc.json(), fc.uint8Array({ maxLength: 64 }));
        fc.assert(
          fc.property(frames, (frame) => {
            const read = stream.read(frame, { receivedTime: context.receivedTime, tradingDate: context.tradingDate });
            for (const message of read) {
              if (message.kind === 'facts') for (const fact of message.facts) expect(factFault(fact)).toBeNull();
            }
          }),
          { numRuns: 200 },
        );
      },
    );
  });
}
