import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { eventually } from '../support/eventually.ts';
import { fireIpc, record } from './fake-electron.ts';

type Offered = { requestLink(name: string): Promise<number>; onFocus(listener: (route: string) => void): void };

const posted: unknown[][] = [];
let offered: Offered;

beforeEach(async () => {
  posted.length = 0;
  vi.stubGlobal('window', { postMessage: (...values: unknown[]) => void posted.push(values) });
  vi.stubGlobal('location', { origin: 'quorum://app' });
  await import('../../src/preload/index.ts');
  offered = record.exposed.get('quorum') as Offered;
});
afterEach(() => void (record.invoked.length = 0));

test('offers two functions and nothing of Electron', () => {
  expect([...record.exposed.keys()]).toEqual(['quorum']);
  expect(Object.keys(offered)).toEqual(['requestLink', 'onFocus']);
  expect(Object.values(offered).every((value) => typeof value === 'function')).toBe(true);
});

test('asks for links on one channel, each with a number of its own', async () => {
  const [first, second] = [await offered.requestLink('execution'), await offered.requestLink('desk')];
  expect(second).toBeGreaterThan(first);
  expect(record.invoked).toEqual([
    { channel: 'quorum:open-link', values: [{ name: 'execution', id: first }] },
    { channel: 'quorum:open-link', values: [{ name: 'desk', id: second }] },
  ]);
});

test('hands a port to its own page only', async () => {
  const port = {};
  fireIpc('quorum:link-port', { ports: [port] }, { id: 3, extra: 'dropped' });
  await eventually(() => expect(posted.at(-1)).toEqual([{ quorumLink: 3 }, 'quorum://app', [port]]));
});

test('passes on where to go as text, without the event', () => {
  const heard: unknown[][] = [];
  offered.onFocus((...values) => void heard.push(values));
  fireIpc('quorum:focus', { sender: 'an event that must stay here' }, 'alert/7');
  expect(heard).toEqual([['alert/7']]);
});
