import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { temporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import { testVendor } from '../../../../tests/support/test-vendor.ts';
import { emptyFeedsConfig } from '../../ingestion/feeds/feeds-config.ts';
import { readFeedsConfig } from '../../ingestion/feeds/read-feeds-config.ts';
import { createWorldClock } from '../system/world-clock.ts';
import { defaultFeedsText } from './default-text.ts';
import { openFeedsFile } from './feeds-file.ts';
import { readYaml } from './read-yaml.ts';

const vendors = [testVendor()];

function open(text?: string, folder = temporaryFolder()) {
  const path = join(folder, 'feeds.yaml');
  if (text !== undefined) writeFileSync(path, text);
  const file = openFeedsFile({
    path,
    defaultText: () => defaultFeedsText(vendors),
    fallback: emptyFeedsConfig,
    read: (value) => readFeedsConfig(value, vendors),
    clock: createWorldClock(),
    log: keptLog(),
  });
  onTestFinished(() => file.close());
  return { path, file, folder };
}

test('a first start writes a file that is right and shows every endpoint and stream', () => {
  const { path, file } = open();
  const text = readFileSync(path, 'utf8');
  expect(file.state.problem).toBeNull();
  expect(file.config.vendors).toEqual({ 'test-vendor': { enabled: true } });
  for (const { id } of [...(vendors[0]?.endpoints ?? []), ...(vendors[0]?.streams ?? [])])
    expect(text).toContain(`${id}:`);
});

test('the defaults it shows in comments are right when they are taken in', () => {
  const shown = defaultFeedsText(vendors).replaceAll(/^ {4}# {0,3}(?=[a-z][a-z-]*:)/gim, (match) =>
    ' '.repeat(match.length === 6 ? 4 : 6),
  );
  const { value, problems } = readYaml(shown);
  expect(problems).toEqual([]);
  const read = readFeedsConfig(value, vendors);
  expect(read).toMatchObject({ ok: true });
  expect(shown).toMatch(/^ {6}prints: /m);
});

test('lists and choices are shown as they are, and can be changed', () => {
  const text = defaultFeedsText(vendors);
  expect(text).toContain('items: [{ name: "A", unit: "percent" }, { name: "B" }]');
  expect(text).toContain('parameters: { symbols: watched }');
  const series = '{ items: [{ name: C }], parameters: { symbols: all } }';
  const { file } = open(`version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      series: ${series}\n`);
  expect(file.state.problem).toBeNull();
  expect(file.config.vendors?.['test-vendor']?.endpoints?.['series']).toEqual({
    items: [{ name: 'C' }],
    parameters: { symbols: 'all' },
  });
});

describe('a mistake is shown with its place', () => {
  test.each([
    ['no YAML', 'version: 1\nvendors: [\n', /./, 3],
    ['a tab', 'version: 1\nvendors:\n\ttest-vendor: {}\n', /./, 3],
    ['a key twice', 'version: 1\nversion: 1\n', /said twice/, 2],
    [
      'an unknown vendor',
      'version: 1\nvendors:\n  test-vendr: {}\n',
      /no vendor "test-vendr"; there are test-vendor/,
      3,
    ],
    [
      'an unknown endpoint',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      quote: { every: 30s }\n',
      /no endpoint "quote"; there are quotes/,
      5,
    ],
    [
      'a wrong time',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      prints:\n        every: fast\n',
      /prints.every: expected a time such as 30s, 5m or 1h, got "fast"/,
      6,
    ],
    ['a wrong word', 'version: 1\nvendors:\n  test-vendor:\n    enable: true\n', /"enable" means nothing here/, 4],
    [
      'a foreign plain address',
      'version: 1\nvendors:\n  test-vendor:\n    bases:\n      rest: http://example.com\n',
      /https/,
      5,
    ],
    [
      'a reserve of more than everything',
      'version: 1\nvendors:\n  test-vendor:\n    budget:\n      reserve: { critical: 0.9 }\n',
      /keeps 120% of the budget/,
      5,
    ],
    [
      'a list for what is asked without one',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      prints: { items: [{ day: x }] }\n',
      /items: prints is not asked by a list/,
      5,
    ],
    [
      'an item without its name',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      series:\n        items:\n          - { name: A }\n          - { unit: x }\n',
      /items\[1\]: no name is named/,
      8,
    ],
    [
      'a field no item has',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      series: { items: [{ name: A, nam: B }] }\n',
      /no field "nam"; there are name, unit/,
      5,
    ],
    [
      'a parameter nobody reads',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      series: { parameters: { releases: all } }\n',
      /no parameter "releases"; there are symbols/,
      5,
    ],
    [
      'a choice that is not offered',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      series: { parameters: { symbols: some } }\n',
      /"some" is none of watched, all/,
      5,
    ],
    [
      'a placeholder nobody fills',
      'version: 1\nvendors:\n  test-vendor:\n    endpoints:\n      prints: { query: { a: "{b}" } }\n',
      /nothing fills \{b\}/,
      5,
    ],
  ] as const)('%s', (_name, text, message, line) => {
    const { file } = open(text);
    expect(file.state.problem?.message).toMatch(message);
    expect(file.state.problem?.line).toBe(line);
    expect(file.state.problem?.column).toBeGreaterThanOrEqual(1);
    expect(file.config).toEqual(emptyFeedsConfig);
  });

  test('and a file made to unfold is refused', () => {
    const { file } = open('a: &a [x, x]\nb: &b [*a, *a]\nversion: 1\n');
    expect(file.state.problem).not.toBeNull();
  });
});

test('a change is in force within two seconds, a broken one leaves the last good copy', async () => {
  const { path, file } = open('version: 1\n');
  const configs: unknown[] = [];
  file.onChange(({ config }) => void configs.push(config));
  writeFileSync(path, 'version: 1\nsymbols: [SPY]\n');
  await eventually(() => expect(file.config.symbols).toEqual(['SPY']), { timeoutMs: 2_000 });
  writeFileSync(path, 'version: 1\nsymbols: [spy]\n');
  await eventually(() => expect(file.state.problem).toMatchObject({ line: 2 }), { timeoutMs: 2_000 });
  expect(file.config.symbols).toEqual(['SPY']);
  writeFileSync(path, 'version: 1\nsymbols: [QQQ]\n');
  await eventually(() => expect(file.state.problem).toBeNull(), { timeoutMs: 2_000 });
  expect(file.config.symbols).toEqual(['QQQ']);
  expect(configs).toEqual([{ version: 1, symbols: ['SPY'] }, null, { version: 1, symbols: ['QQQ'] }]);
});

describe('a start with a mistake in the file', () => {
  const right = 'version: 1\nvendors:\n  test-vendor: { enabled: false }\n';
  const wrong = 'version: 1\nvendors:\n  test-vendor: { enabled: no-way }\n';
  const started = (text: string, folder?: string) => {
    const opened = open(text, folder);
    opened.file.close();
    return opened;
  };

  test('has what was last right in force, and says which that is and since when', () => {
    const first = started(right);
    const { file } = started(wrong, first.folder);
    expect(file.config).toEqual(first.file.config);
    const [, written = ''] = /^# (\S+):/.exec(readFileSync(join(first.folder, 'feeds.last-good.yaml'), 'utf8')) ?? [];
    const since = written.slice(0, 16).replace('T', ' ');
    expect(file.state).toMatchObject({ loadedTime: Date.parse(written), problem: { line: 3 } });
    expect(file.state.problem?.message).toContain(`; feeds.last-good.yaml is in force, right since ${since} UTC`);
    expect(readFileSync(first.path, 'utf8')).toBe(wrong);
    // However often it is started, and until a right file is read.
    expect(started(wrong, first.folder).file.config).toEqual(first.file.config);
    expect(started('version: 1\n', first.folder).file).toMatchObject({
      config: { version: 1 },
      state: { problem: null },
    });
    expect(started(wrong, first.folder).file.config).toEqual({ version: 1 });
  });

  test('is right since the first reading of the same text, and its copy is private', () => {
    const first = started(right);
    const copy = join(first.folder, 'feeds.last-good.yaml');
    const text = readFileSync(copy, 'utf8');
    started(right, first.folder);
    expect(readFileSync(copy, 'utf8')).toBe(text);
    expect(text.endsWith(right)).toBe(true);
    if (process.platform !== 'win32') expect(statSync(copy).mode & 0o777).toBe(0o600);
    expect(readdirSync(first.folder).sort()).toEqual(['feeds.last-good.yaml', 'feeds.yaml']);
  });

  test.each([
    ['there is no copy', null, /; the defaults are in force, for there is no feeds\.last-good\.yaml to stand in$/],
    [
      'its time is none',
      `# 2026-99-12T00:00:00.000Z: what was last right. Written by Quorum for a start with a mistake in x\n${right}`,
      /; the defaults are in force, for there is no feeds\.last-good\.yaml/,
    ],
    ['the copy was cut', 'version: 1\n', /; the defaults are in force, for there is no feeds\.last-good\.yaml/],
    ['the copy is wrong too', wrong, /; the defaults are in force, for feeds\.last-good\.yaml has a mistake too$/],
  ] as const)('has the defaults in force when %s', (_name, kept, words) => {
    const { folder } = started(right);
    const copy = join(folder, 'feeds.last-good.yaml');
    const head = /^.*\n/.exec(readFileSync(copy, 'utf8'))?.[0] ?? '';
    rmSync(copy);
    if (kept !== null) writeFileSync(copy, kept === wrong ? head + kept : kept);
    const { file } = started(wrong, folder);
    expect(file.config).toEqual(emptyFeedsConfig);
    expect(file.state.problem?.message).toMatch(words);
  });
});
