import { expect, test } from 'vitest';
import type { EndpointHealth, VendorHealth } from '../../../../engine/contract/health-schemas.ts';
import { absenceWords, sourcesOf } from './fact-sources.ts';

const vendor = (id: string, change: Partial<VendorHealth> = {}): VendorHealth =>
  ({
    vendor: id,
    title: id.toUpperCase(),
    state: 'live',
    reason: '',
    credentials: 'present',
    ...change,
  }) as VendorHealth;
const endpoint = (key: string, change: Partial<EndpointHealth> = {}): EndpointHealth =>
  ({
    ...{ key, vendor: key.split('/')[0], title: key, provides: ['stock-print'], state: 'live', reason: 'ok' },
    lastSuccessTime: null,
    ...change,
  }) as EndpointHealth;

test('only who tells these facts is a source, and the newest answer is its age', () => {
  const sources = sourcesOf(['stock-print'], {
    vendors: [vendor('uw'), vendor('fred')],
    endpoints: [
      endpoint('uw/prints', { lastSuccessTime: 5 }),
      endpoint('uw/list', { lastSuccessTime: 9 }),
      endpoint('fred/series', { provides: ['macro-observation'] }),
    ],
  });
  expect(sources).toMatchObject([{ vendor: 'uw', state: 'live', newestTime: 9, needsKey: false }]);
});

test('what fails is said first, and what waits does not hide what is live', () => {
  const state = (...states: EndpointHealth['state'][]) =>
    sourcesOf(['stock-print'], {
      vendors: [vendor('uw')],
      endpoints: states.map((each, index) => endpoint(`uw/${index}`, { state: each })),
    })[0]?.state;
  expect(state('live', 'failing')).toBe('failing');
  expect(state('waiting', 'live', 'off')).toBe('live');
  expect(state('off', 'off')).toBe('off');
});

test('an absence has a reason and, for a key, a cure', () => {
  const reason = 'no API token: enter it in Settings';
  const sources = sourcesOf(['stock-print'], {
    vendors: [vendor('uw', { state: 'blocked', credentials: 'missing' })],
    endpoints: [endpoint('uw/prints', { state: 'blocked', reason })],
  });
  expect(sources).toMatchObject([{ needsKey: true }]);
  expect(absenceWords(sources)).toBe(`UW: ${reason}`);
  expect(absenceWords([])).toBe('No vendor is known that tells this.');
});

test('a vendor that is switched off asks for no key', () => {
  const [source] = sourcesOf(['stock-print'], {
    vendors: [vendor('uw', { state: 'off', reason: 'disabled in the feeds file', credentials: 'missing' })],
    endpoints: [endpoint('uw/prints', { state: 'off' })],
  });
  expect(source).toMatchObject({ state: 'off', needsKey: false, reason: 'disabled in the feeds file' });
});
