import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { roles, type Role } from '../../src/engine/contract/define.ts';
import { hostContract } from '../../src/engine/contract/host-contract.ts';
import { ingestionContract } from '../../src/engine/contract/ingestion-contract.ts';
import { ok } from '../../src/engine/domain/outcome.ts';
import { connect } from '../../src/engine/link/connect.ts';
import { dialLocal, listenLocal } from '../../src/engine/link/local-socket.ts';
import { createServer } from '../../src/engine/link/serve.ts';
import { linkTimers } from '../../src/main/host/link-timers.ts';
import { untilOpen } from '../../src/main/host/until-open.ts';
import { keptLog } from '../support/silent-log.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

type Contract = typeof hostContract | typeof ingestionContract;

/** A contract served over a real socket; whatever reaches its implementation is written down. */
async function served(contract: Contract) {
  const reached: unknown[] = [];
  const log = keptLog();
  const implementation = new Proxy(
    {},
    {
      get: (_none, entry) => (input: unknown) => {
        reached.push([entry, input]);
        if (entry === 'factsAsOf') return ok([]);
        return ok({ where: 'encrypted-file', removed: true, accepted: true, message: '', elapsedMs: 0 });
      },
      has: () => true,
    },
  );
  const server = createServer(contract as never, implementation as never, {
    timers: linkTimers,
    log,
    authorise: (token) => ((roles as readonly string[]).includes(token) ? { role: token as Role, id: token } : null),
  });
  const path = join(temporaryFolder(), 'link');
  const listener = await listenLocal({ path, timers: linkTimers, onPipe: (pipe) => void server.accept(pipe) });
  if (!listener.ok) throw new Error(listener.failure.message);
  const clients: { close(): void }[] = [];
  onTestFinished(async () => {
    for (const client of clients) client.close();
    server.close();
    await listener.value.close();
  });
  const as = async (role: Role) => {
    const client = connect(contract as never, { dial: dialLocal(path), token: role, client: role, timers: linkTimers });
    clients.push(client);
    // Refused for being early would look the same.
    await untilOpen(client);
    return (client as unknown as { call: Record<string, (input: unknown) => Promise<{ readonly ok: boolean }>> }).call;
  };
  return { reached, log, as };
}

const canary = 'canary-77aa-key';
const key = { name: 'vendor.token', value: canary };

test.each(roles.filter((role) => role !== 'window' && role !== 'cli'))(
  '%s keeps, removes and tests no key',
  async (role) => {
    const [host, ingestion] = [await served(hostContract), await served(ingestionContract)];
    expect(await (await host.as(role))['saveCredential']?.(key)).toMatchObject({ ok: false });
    expect(await (await host.as(role))['removeCredential']?.({ name: key.name })).toMatchObject({ ok: false });
    expect(await (await ingestion.as(role))['testVendor']?.({ vendor: 'fmp' })).toMatchObject({ ok: false });
    expect([...host.reached, ...ingestion.reached]).toEqual([]);
  },
);

test('there is no request that reads a key, and what is asked of keys needs a person', () => {
  const aboutKeys = Object.entries(hostContract.entries).filter(([name]) => /credential|secret|key/i.test(name));
  expect(aboutKeys.map(([name]) => name).sort()).toEqual(['credentials', 'removeCredential', 'saveCredential']);
  expect(JSON.stringify(Object.keys(hostContract.entries.credentials.item.shape))).toBe('["name","where","problem"]');
});

test.each([
  ['a name that climbs', { ...key, name: '../../keys.json' }],
  ['a prototype', { ...key, name: '__proto__' }],
  ['a name without a vendor', { ...key, name: 'token' }],
  ['a name without end', { ...key, name: `${'a'.repeat(5_000)}.b` }],
  ['another header', { ...key, value: `${canary}\r\nhost: evil` }],
  ['a control character', { ...key, value: `${canary}\u0000x` }],
  ['spaces', { ...key, value: '   ' }],
  ['4,001 characters', { ...key, value: canary.repeat(300) }],
  ['a number', { ...key, value: 7 }],
  ['one field more', { ...key, role: 'cli' }],
])('saveCredential with %s is refused, and the value is in no answer and no log', async (_what, input) => {
  const { as, reached, log } = await served(hostContract);
  const answer = await (await as('window'))['saveCredential']?.(input);
  expect(answer).toMatchObject({ ok: false });
  expect(reached).toEqual([]);
  expect(JSON.stringify([answer, log.lines])).not.toContain(canary);
});

test('a key is taken without the spaces around it', async () => {
  const { as, reached } = await served(hostContract);
  expect(await (await as('cli'))['saveCredential']?.({ ...key, value: ` ${canary}\n` })).toMatchObject({ ok: true });
  expect(reached).toEqual([['saveCredential', key]]);
});

const asOf = { kinds: [], subjects: [], limit: 10 };
test('a right question reaches the store', async () => {
  const { as, reached } = await served(ingestionContract);
  expect(await (await as('analytics'))['factsAsOf']?.(asOf)).toMatchObject({ ok: true });
  expect(reached).toEqual([['factsAsOf', asOf]]);
});

test.each([
  ['no limit', { ...asOf, limit: 1e9 }],
  ['a limit that is no number', { ...asOf, limit: Number.NaN }],
  ['a kind there is not', { ...asOf, kinds: ['passwords'] }],
  ['2,001 subjects', { ...asOf, subjects: Array(2_001).fill('SPY') }],
  ['a subject without end', { ...asOf, subjects: ['x'.repeat(1_000)] }],
  ['SQL for a kind', { ...asOf, kinds: ["trade' OR 1=1 --"] }],
  ['an endless time', { ...asOf, asOfMs: Number.POSITIVE_INFINITY }],
  ['one field more', { ...asOf, table: 'sqlite_master' }],
])('factsAsOf with %s does not reach the store', async (_what, input) => {
  const { as, reached } = await served(ingestionContract);
  expect(await (await as('window'))['factsAsOf']?.(input)).toMatchObject({ ok: false });
  expect(reached).toEqual([]);
});
