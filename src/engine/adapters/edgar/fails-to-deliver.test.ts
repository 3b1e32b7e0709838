import { expect, test } from 'vitest';
import type { RequestContext } from '../../ports/vendor.ts';
import { failFiles, translateFailsToDeliver } from './fails-to-deliver.ts';

const header = 'SETTLEMENT DATE|CUSIP|SYMBOL|QUANTITY (FAILS)|DESCRIPTION|PRICE';
const directory = { watched: new Set(['HMR']), tickersByCik: new Map(), tickerByCusip: new Map() };
const context: RequestContext = {
  ...{ symbol: '', parameters: {}, headers: {}, receivedTime: Date.UTC(2026, 9, 6), tradingDate: '20261006' },
  directory,
};

function read(...lines: readonly string[]) {
  return translateFailsToDeliver({ kind: 'text', text: [header, ...lines].join('\n') }, context);
}

test('every CUSIP of the market gets its ticker, stocks we watch their fails too', () => {
  const { facts, refusals } = read(
    '20260901|123ABC109|HMR|1200|HAMMER & SONS|41.25',
    '20260901|00724F101|NAIL|7|NAIL INC|.',
    'Trailer record count 2',
    'Trailer total quantity of shares 1207',
  );
  expect(refusals).toEqual([]);
  const named = facts.filter(({ kind }) => kind === 'security-identifier');
  expect(named.map(({ subject, body }) => [subject, body])).toEqual([
    ['HMR', { cusip: '123ABC109', name: 'HAMMER & SONS' }],
    ['NAIL', { cusip: '00724F101', name: 'NAIL INC' }],
  ]);
  const fails = facts.filter(({ kind }) => kind === 'fails-to-deliver');
  expect(fails.map(({ subject, body }) => [subject, body])).toEqual([
    ['HMR', { date: '20260901', quantity: 1_200, price: 41.25 }],
  ]);
});

test('a ticker handed on belongs to its newest day, and two on one day to nobody', () => {
  const { facts, refusals } = read(
    '20260901|123ABC109|OLD|1|A|1.00',
    '20260902|123ABC109|NEW|1|A|1.00',
    '20260902|00724F101|ONE|1|B|1.00',
    '20260902|00724F101|TWO|1|B|1.00',
  );
  expect(facts.filter(({ kind }) => kind === 'security-identifier').map(({ subject }) => subject)).toEqual(['NEW']);
  expect(refusals).toEqual([{ reason: 'a CUSIP of several tickers', sample: '00724F101: ONE, TWO' }]);
});

test.each([
  ['20260901|123ABC109|HMR|1200|HAMMER', 'a line that has not six fields'],
  ['2026|123ABC109|HMR|1200|HAMMER|1', 'a line without a day or a CUSIP'],
  ['20260901|12-ABC|HMR|1200|HAMMER|1', 'a line without a day or a CUSIP'],
  ['20260901|123ABC109|../x|1200|HAMMER|1', 'the ticker "../x"'],
  ['20260901|123ABC109|HMR|-4|HAMMER|1', 'a number of shares that is none'],
  ['20260901|123ABC109|HMR|4|HAMMER|x', 'a price that is none'],
])('%s is refused', (line, reason) => {
  const { facts, refusals } = read(line);
  expect([facts, refusals.map((one) => one.reason)]).toEqual([[], [reason]]);
});

test('a file that lost lines says so, and bytes that are no zip are no table', () => {
  expect(read('20260901|123ABC109|HMR|1|A|1', 'Trailer record count 3').refusals[0]?.reason).toBe(
    'the file counts 3 lines and has 1',
  );
  const torn = translateFailsToDeliver({ kind: 'bytes', bytes: Buffer.from('PK\x03\x04 torn') }, context);
  expect(torn.refusals[0]?.reason).toBe('no table of fails to deliver');
});

test.each([
  ['20261006', ['202609a', '202608b']],
  ['20261016', ['202609a', '202608b']],
  ['20261019', ['202609b', '202609a']],
  ['20260105', ['202512a', '202511b']],
])('on %s the newest files out are %s', (date, halves) => {
  expect(failFiles(date).map(({ parameters }) => parameters['half'])).toEqual(halves);
});
