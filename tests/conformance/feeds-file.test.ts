import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { defaultFeedsText } from '../../src/engine/adapters/feeds-file/default-text.ts';
import { readYaml } from '../../src/engine/adapters/feeds-file/read-yaml.ts';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { readFeedsConfig } from '../../src/engine/ingestion/feeds/read-feeds-config.ts';

const guide = new URL('../../docs/feeds.md', import.meta.url);

/** Takes the lines in that the file shows as comments: what every vendor says of itself. */
function everythingSaid(text: string): string {
  return text.replaceAll(/^ {4}# {0,3}(?=[a-z0-9][a-z0-9A-Z-]*:)/gm, (match) => ' '.repeat(match.length === 6 ? 4 : 6));
}

test('the file of a first start is right for the vendors there are, with and without its comments', () => {
  const text = defaultFeedsText(vendorList);
  for (const version of [text, everythingSaid(text)]) {
    const { value, problems } = readYaml(version);
    expect(problems).toEqual([]);
    expect(readFeedsConfig(value, vendorList)).toMatchObject({ ok: true });
  }
  const said = readFeedsConfig(readYaml(everythingSaid(text)).value, vendorList);
  for (const vendor of vendorList) {
    const config = said.ok ? said.config.vendors?.[vendor.id] : null;
    expect(Object.keys(config?.endpoints ?? {})).toEqual(vendor.endpoints.map(({ id }) => id));
    expect(config?.budget?.perMinute).toBe(vendor.budget.perMinute);
  }
});

test('the example of the guide is a right file', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(readFileSync(guide, 'utf8'))?.[1] ?? '';
  const { value, problems } = readYaml(example);
  expect([problems, readFeedsConfig(value, vendorList)]).toMatchObject([[], { ok: true }]);
});
