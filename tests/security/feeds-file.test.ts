import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { openFeedsFile } from '../../src/engine/adapters/feeds-file/feeds-file.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { emptyFeedsConfig } from '../../src/engine/ingestion/feeds/feeds-config.ts';
import { readFeedsConfig } from '../../src/engine/ingestion/feeds/read-feeds-config.ts';
import { eventually } from '../support/eventually.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';
import { testVendor } from '../support/test-vendor.ts';

const vendors = [testVendor()];
const good = 'version: 1\nsymbols: [SPY]\n';

function openAt(path: string) {
  const file = openFeedsFile({
    path,
    defaultText: () => good,
    fallback: emptyFeedsConfig,
    read: (value) => readFeedsConfig(value, vendors),
    clock: createWorldClock(),
    log: keptLog(),
  });
  onTestFinished(() => file.close());
  return file;
}

/** What a program that starts with this text makes of it, and how long it takes. */
function open(text: string) {
  const path = join(temporaryFolder(), 'feeds.yaml');
  writeFileSync(path, text);
  const startedMs = performance.now();
  const file = openAt(path);
  return { path, file, tookMs: performance.now() - startedMs };
}

const lines = (count: number, line: (at: number) => string): string =>
  Array.from({ length: count }, (_, at) => line(at)).join('\n');
const vendor = (entry: string): string => `version: 1\nvendors:\n  test-vendor:\n    ${entry}\n`;
const rest = (address: string): string => vendor(`bases: { rest: ${JSON.stringify(address)} }`);
const prints = (entry: string): string => vendor(`endpoints: { prints: { ${entry} } }`);

/** A file is read in the process that takes in the market: nothing in it may hold that up. */
describe('a file made to hurt is refused at once', () => {
  test.for([
    ['lists in lists', `version: 1\nvendors: ${'['.repeat(100_000)}`],
    ['maps in maps', `version: 1\nvendors: ${'{a: '.repeat(50_000)}`],
    ['steps to the right', lines(900, (at) => `${' '.repeat(at)}a:`)],
    ['20,000 keys', `version: 1\nvendors:\n${lines(20_000, (at) => ` k${at}: 1`)}`],
    ['20,000 keys in a line', `version: 1\nvendors: {${lines(20_000, (at) => `k${at}: 1,`)}}`],
    ['mistakes without end', 'version: 1\n\t\n: : :\n@@\n'.repeat(10_000)],
    ['40 MB', `version: 1\n${'#'.repeat(40_000_000)}\n`],
    ['10,000 symbols', `version: 1\nsymbols: [${'SPY,'.repeat(10_000)}]`],
    ['copies of copies', 'version: 1\na: &a [1,1]\nb: &b [*a,*a]\nvendors: [*b,*b]'],
  ])('%s', ([, text = '']) => {
    const { file, tookMs } = open(text);
    expect(file.state.problem?.message).toBeTruthy();
    expect(file.config).toEqual(emptyFeedsConfig);
    expect(tookMs).toBeLessThan(10_000);
  });
});

describe('what would send keys or requests astray is refused, with its place', () => {
  test.for([
    ['a name and a password', rest('https://me:secret@api.vendor.test')],
    ['another host behind our own', rest('http://127.0.0.1:80@evil.test/')],
    ['plain http elsewhere', rest('http://evil.test')],
    ['our own name as a prefix', rest('http://127.0.0.1.evil.test')],
    ['a file', rest('file:///etc/passwd')],
    ['a line end', rest('https://evil.test/\r\nhost: x')],
    ['a backslash', rest('https://api.vendor.test\\@evil.test')],
    ['a part that swallows the path', rest('https://evil.test/#')],
    ['a query of its own', rest('https://evil.test/?a=')],
    ['no host', rest('https://')],
    ['a header in a query', prints('query: { "a\\r\\nx": b }')],
    ['a header in a query value', prints('query: { a: "b\\r\\nx: y" }')],
    ['a prototype', 'version: 1\nvendors:\n  __proto__:\n    enabled: false\n'],
    ['a prototype below', vendor('bases: { __proto__: https://evil.test }')],
    ['a constructor', 'version: 1\nvendors:\n  constructor: { enabled: false }\n'],
    ['a merge', vendor('<<: { enabled: false }')],
    ['a placeholder of ours', prints('query: { a: "{constructor}" }')],
    ['a tag', 'version: 1\nvendors: !!js/function "x"'],
    ['two documents', 'version: 1\n---\nversion: 1\n'],
    ['no cadence', prints('every: 0s')],
    ['a negative cadence', prints('every: -5s')],
    ['an endless cadence', prints(`every: ${'9'.repeat(400)}d`)],
    ['a cadence of an age', prints('every: 99999999d')],
    ['an endless validity', prints(`validFor: ${'9'.repeat(400)}d`)],
    ['a budget that is no number', vendor('budget: { perMinute: .nan }')],
    ['an endless budget', vendor('budget: { perMinute: .inf }')],
    ['a text for a switch', vendor('enabled: "yes"')],
    ['a tab', 'version: 1\nvendors:\n\ttest-vendor: {}\n'],
    ['a key twice', vendor('enabled: true\n    enabled: false')],
  ])('%s', ([, text = '']) => {
    const { problem } = open(text).file.state;
    expect(problem?.message).toBeTruthy();
    expect(problem?.line).toBeGreaterThan(0);
    expect(problem?.column).toBeGreaterThan(0);
    expect(problem?.message).not.toContain('secret');
  });
});

test('the last good copy stays while the file is hostile, and the next good one is taken', async () => {
  const { path, file } = open(good);
  expect(file.config.symbols).toEqual(['SPY']);
  for (const text of [`version: 1\nvendors: ${'['.repeat(50_000)}`, rest('http://evil.test'), '\u0000\u0001', '[]']) {
    const before = file.state;
    writeFileSync(path, text);
    await eventually(() => expect(file.state).not.toBe(before));
    expect(file.config.symbols).toEqual(['SPY']);
    expect(file.state.problem).not.toBeNull();
  }
  writeFileSync(path, 'version: 1\nsymbols: [QQQ]\n');
  await eventually(() => expect(file.config.symbols).toEqual(['QQQ']));
  expect(Object.getPrototypeOf({})).toBe(Object.prototype);
});

test.skipIf(process.platform === 'win32')(
  'a pipe in the place of the file is not waited for: the file of a first start takes its place',
  () => {
    const path = join(temporaryFolder(), 'feeds.yaml');
    execFileSync('mkfifo', [path]);
    expect(openAt(path).config.symbols).toEqual(['SPY']);
  },
);
