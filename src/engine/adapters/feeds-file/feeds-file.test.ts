import { readFileSync, writeFileSync } from 'node:fs';
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

function open(text?: string) {
  const path = join(temporaryFolder(), 'feeds.yaml');
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
  return { path, file };
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
