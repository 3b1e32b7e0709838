import { judgeJson } from '../../src/engine/adapters/vendor-kit/body.ts';
import { endpoint, stream } from '../../src/engine/adapters/vendor-kit/define.ts';
import { numberOrNull } from '../../src/engine/adapters/vendor-kit/numbers.ts';
import {
  asArray,
  isRow,
  textOf,
  translateRows,
  type Row,
  type RowResult,
} from '../../src/engine/adapters/vendor-kit/rows.ts';
import type {
  AnswerHead,
  Payload,
  StreamMessage,
  StreamTopic,
  Translation,
  Vendor,
} from '../../src/engine/ports/vendor.ts';

/** A print as the made-up vendor writes it: an id, a time and a price. */
function printOf(row: Row): RowResult {
  const { id, at, price, symbol } = row;
  const number = numberOrNull(price);
  if (typeof id !== 'string' || typeof at !== 'number' || typeof symbol !== 'string')
    return 'a print without id or time';
  if (number === null) return 'a print without a price';
  const body = { price: number, size: 1, venue: 'TEST', conditions: [], cancelled: false };
  return { kind: 'trade', subject: symbol, key: id, eventTime: at, body };
}

function rowsOf(payload: Payload): readonly unknown[] {
  if (payload.kind !== 'json' || !isRow(payload.value)) return [];
  return asArray(payload.value['data']);
}

function prints(payload: Payload): Translation {
  const translated = translateRows(rowsOf(payload), printOf);
  const next = payload.kind === 'json' && isRow(payload.value) ? payload.value['next'] : null;
  if (typeof next !== 'string') return translated;
  return { ...translated, followUps: [{ endpoint: 'prints', symbol: '', parameters: { cursor: next }, once: null }] };
}

function read(frame: string | Uint8Array): readonly StreamMessage[] {
  let value: unknown;
  try {
    value = JSON.parse(String(frame)) as unknown;
  } catch {
    return [{ kind: 'unknown', sample: String(frame).slice(0, 80) }];
  }
  if (!isRow(value)) return [{ kind: 'unknown', sample: String(frame).slice(0, 80) }];
  if (value['ack'] !== undefined) {
    return [
      {
        kind: 'acknowledged',
        topic: textOf(value['ack']),
        accepted: value['ok'] === true,
        message: textOf(value['why']),
      },
    ];
  }
  if (value['print'] === undefined) return [{ kind: 'unknown', sample: String(frame).slice(0, 80) }];
  const { facts, refusals } = translateRows([value['print']], printOf);
  const topic = value['topic'];
  return [{ kind: 'facts', facts, refusals, ...(typeof topic === 'string' ? { topic } : {}) }];
}

const number = (head: AnswerHead, name: string): number | null => {
  const text = head.headers[name];
  return text === undefined ? null : Number(text);
};

const framesOf = (verb: string, topics: readonly StreamTopic[]): readonly string[] =>
  topics.map(({ topic }) => JSON.stringify({ [verb]: topic }));

/** A vendor that does everything the framework has to know, in the smallest way. */
export function testVendor(change: Partial<Vendor> = {}): Vendor {
  return {
    id: 'test-vendor',
    title: 'Test vendor',
    summary: 'prints',
    homepage: 'https://vendor.test',
    credentials: [{ name: 'key', title: 'key', help: '', secret: true, optional: false, environment: 'TEST_KEY' }],
    bases: { rest: 'https://api.vendor.test', stream: 'wss://api.vendor.test' },
    budget: {
      perSecond: null,
      perMinute: 120,
      perDay: 10_000,
      dayResetsAt: '20:00',
      concurrent: 4,
      reserve: { critical: 0.3, high: 0.2, normal: 0.1, low: 0 },
      dollarsPerUnit: 0.01,
      read: (head) => ({
        minuteLimit: number(head, 'x-limit'),
        minuteUsed: number(head, 'x-used'),
        minuteResetMs: number(head, 'x-reset'),
        dayLimit: null,
        dayUsed: number(head, 'x-day-used'),
      }),
    },
    endpoints: [
      endpoint({
        id: 'prints',
        title: 'Prints',
        path: '/prints',
        query: { since: '{newer-than-ms}', cursor: '{cursor}' },
        tier: 'critical',
        provides: ['trade'],
        translate: prints,
      }),
      endpoint({
        id: 'quotes',
        title: 'Quotes',
        path: '/quotes/{symbol}',
        fanOut: 'symbol',
        tier: 'frequent',
        provides: ['trade'],
        translate: prints,
      }),
      endpoint({
        id: 'archive',
        title: 'Archive',
        path: '/archive/{symbol}/{day}',
        fanOut: 'item',
        items: [],
        tier: 'daily',
        provides: ['trade'],
        translate: prints,
      }),
      endpoint({
        id: 'series',
        title: 'Series',
        path: '/series/{name}',
        fanOut: 'item',
        items: [{ name: 'A', unit: 'percent' }, { name: 'B' }],
        choices: { symbols: ['watched', 'all'] },
        tier: 'daily',
        conditional: true,
        provides: ['trade'],
        translate: prints,
      }),
      endpoint({
        id: 'index',
        title: 'Index',
        path: '/index',
        tier: 'daily',
        conditional: true,
        provides: ['trade'],
        translate: index,
      }),
    ],
    streams: [
      stream({
        id: 'tape',
        title: 'Tape',
        path: '/socket?token={key}',
        provides: ['trade'],
        topics: (symbols) => symbols.map((symbol) => ({ topic: `tape:${symbol}`, symbol })),
        join: (topics) => framesOf('join', topics),
        leave: (topics) => framesOf('leave', topics),
        read,
        backfill: 'prints',
      }),
    ],
    authorise: ({ key }) => ({ headers: key === undefined ? {} : { authorization: `Bearer ${key}` }, query: {} }),
    judge: judgeJson,
    spell: (symbol) => symbol.replace('.', '-'),
    probe: 'prints',
    ...change,
  };
}

/** Names documents that are to be fetched once. */
function index(payload: Payload): Translation {
  const followUps = rowsOf(payload)
    .filter((row): row is string => typeof row === 'string')
    .map((day) => ({ endpoint: 'archive', symbol: 'SPY', parameters: { day }, once: `archive/${day}` }));
  return { facts: [], refusals: [], followUps };
}
