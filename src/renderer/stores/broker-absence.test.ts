import { expect, test } from 'vitest';
import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import { absenceOf } from './broker-absence.ts';

const { broker } = settingsSchema.parse({ broker: { host: '10.0.0.5', livePort: 4001 } });
const refused = {
  phase: 'disconnected',
  failure: { code: 'disconnected', message: 'connect ECONNREFUSED 10.0.0.5:7497' },
} as const;

test('says where nobody listens, and what to do there', () => {
  const absence = absenceOf({ mode: 'paper', broker, port: null, feed: refused });
  expect(absence?.fact).toContain('10.0.0.5:7497');
  expect(absence?.remedy).toMatch(/paper account.*port 7497/);
});

test('the port in use counts more than the settings; live has its own', () => {
  expect(absenceOf({ mode: 'paper', broker, port: 7500, feed: refused })?.address).toBe('10.0.0.5:7500');
  expect(absenceOf({ mode: 'live', broker, port: null, feed: refused })?.address).toBe('10.0.0.5:4001');
});

test('another reason is told as it came', () => {
  const feed = { phase: 'disconnected', failure: { code: 'x', message: 'client id 72 is taken' } } as const;
  expect(absenceOf({ mode: 'paper', broker, port: null, feed })?.fact).toContain('client id 72 is taken');
});

test('nothing is missing while the feed is up, or still on its way', () => {
  for (const phase of ['ready', 'degraded', 'connecting'] as const)
    expect(absenceOf({ mode: 'paper', broker, port: null, feed: { phase, failure: null } })).toBeNull();
});
