import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openRecording, recordingsIn } from '../../src/engine/adapters/recording/recorded-session.ts';
import { vendorList } from '../../src/engine/adapters/vendor-list.ts';
import { contracts } from '../../src/engine/contract/index.ts';
import type { EngineLinks } from '../../src/main/cli/engine-links.ts';
import { firstRows } from '../../src/main/cli/first-rows.ts';
import { untilOpen } from '../../src/main/host/until-open.ts';
import { closedPort } from '../support/closed-port.ts';
import { eventually } from '../support/eventually.ts';
import { startHostileVendors, type HostileVendors } from '../support/hostile-vendors.ts';
import { runCommand } from '../support/run-cli.ts';
import { childPids, startQuorum, type RunningQuorum } from '../support/start-quorum.ts';

/** A third of the keys is saved in the program, one stands in `.env`, one in the environment; a passphrase closes the saved ones. */
const passphrase = 'canary-passphrase-8d1e';
const fields = vendorList.flatMap((vendor) => vendor.credentials.map((field) => ({ ...field, vendor: vendor.id })));
const secretFields = fields.filter(({ secret }) => secret);
const canaryOf = (name: string): string => `canary+${Buffer.from(name).toString('hex')}/=q`;
const third = (number: number) => secretFields.filter((_field, index) => index % 3 === number);
const [saved, fromFile, fromEnvironment] = [third(0), third(1), third(2)];
const nameOf = ({ vendor, name }: { readonly vendor: string; readonly name: string }): string => `${vendor}.${name}`;
const canaries = [passphrase, ...secretFields.map((field) => canaryOf(nameOf(field)))].flatMap((key) => [
  key,
  encodeURIComponent(key),
  Buffer.from(key).toString('base64'),
]);

/** Canaries that stand in some bytes. */
const found = (bytes: Buffer | string): readonly string[] => canaries.filter((canary) => bytes.includes(canary));

const patience = { timeoutMs: 60_000, pollMs: 250 };
let home = '';
let metricsPort = 0;
let vendors: HostileVendors;
let quorum: RunningQuorum;
let links: EngineLinks;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  vendors = await startHostileVendors(vendorList);
  metricsPort = await closedPort();
  writeFileSync(join(home, 'feeds.yaml'), vendors.feedsText);
  const open = fields.filter(({ secret }) => !secret).map(({ environment }) => `${environment}=someone@example.com`);
  const lines = fromFile.map((field) => `${field.environment}=${canaryOf(nameOf(field))}`);
  writeFileSync(join(home, '.env'), [...open, ...lines, ''].join('\n'), { mode: 0o600 });
  process.env['QUORUM_PASSPHRASE'] = passphrase;
  // Of a saved key the environment holds a copy, which no process may inherit either.
  const inherited = [...saved, ...fromEnvironment];
  for (const field of inherited) process.env[field.environment] = canaryOf(nameOf(field));
  quorum = await startQuorum({
    home,
    keepHome: true,
    world: 'paper',
    settings: {
      watchlist: ['SPY'],
      broker: { paperPort: await closedPort() },
      recording: { enabled: true },
      metrics: { enabled: true, port: metricsPort },
    },
  });
  delete process.env['QUORUM_PASSPHRASE'];
  for (const field of inherited) delete process.env[field.environment];
  links = await quorum.links();
  const host = links.link('host');
  await untilOpen(host);
  for (const field of saved) {
    const kept = await host.call.saveCredential({ name: nameOf(field), value: canaryOf(nameOf(field)) });
    expect(kept).toMatchObject({ ok: true, value: { where: 'encrypted-file' } });
  }
  // Every key has reached the vendors, each of whom repeats it in every way there is.
  await eventually(() => {
    const heard = vendors.heard.join('\n');
    const silent = secretFields.filter((field) => {
      const key = canaryOf(nameOf(field));
      return ![key, encodeURIComponent(key)].some((form) => heard.includes(form));
    });
    expect(silent.map(nameOf)).toEqual([]);
    expect(vendors.heard.length).toBeGreaterThan(200);
  }, patience);
}, 120_000);

afterAll(async () => {
  links?.close();
  await quorum?.stop();
  await vendors?.close();
  rmSync(home, { recursive: true, force: true });
});

it('no row a window or a script can ask for holds a key', async () => {
  const watched = (['host', 'ingestion', 'analytics', 'desk'] as const).flatMap((name) => {
    const { watch } = links.link(name);
    const latest = Object.entries(contracts[name].entries).filter(
      ([, entry]) => entry.type === 'stream' && entry.delivery === 'latest',
    );
    const watches = watch as unknown as Record<string, Parameters<typeof firstRows>[0]>;
    return latest.flatMap(([entry]) => watches[entry] ?? []).map((one) => firstRows(one, 8_000));
  });
  const told = (await Promise.all(watched)).map((rows) => JSON.stringify(rows));
  const ingestion = links.link('ingestion');
  const tests = await Promise.all(vendorList.map(({ id }) => ingestion.call.testVendor({ vendor: id })));
  told.push(JSON.stringify(tests));
  told.push(JSON.stringify(await ingestion.call.factsAsOf({ kinds: [], subjects: [], limit: 2_000 })));
  expect(told.join('').length).toBeGreaterThan(10_000);
  expect(told.flatMap(found)).toEqual([]);
}, 120_000);

it('says of each where it comes from', async () => {
  const catalogue = (await firstRows(links.link('ingestion').watch.catalogue)) ?? [];
  const from = catalogue.flatMap(({ vendor, fields: told }) =>
    told.map((field) => [`${vendor}.${field.name}`, field.from] as const),
  );
  expect(Object.fromEntries(from)).toMatchObject({
    ...Object.fromEntries(saved.map((field) => [nameOf(field), 'saved'])),
    ...Object.fromEntries([...fromFile, ...fromEnvironment].map((field) => [nameOf(field), 'environment'])),
  });
  expect(fromEnvironment.length).toBeGreaterThan(0);
});

it('neither the command line nor the metrics page shows one, and no vendor commands the terminal', async () => {
  for (const words of [['health'], ['health', '--json'], ['keys'], ['keys', '--json'], ['keys', 'test', 'fmp']]) {
    const { out, err } = await runCommand(home, ...words);
    expect((out + err).length, words.join(' ')).toBeGreaterThan(20);
    expect(found(out + err), words.join(' ')).toEqual([]);
    // oxlint-disable-next-line no-control-regex -- what a terminal would obey
    expect(out + err).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/);
  }
  const page = await (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text();
  expect(page).toContain('# TYPE');
  expect(found(page)).toEqual([]);
}, 60_000);

it.skipIf(process.platform !== 'linux')('no process of the engine has one in its words or its environment', () => {
  const pids = childPids(quorum.pid);
  expect(pids).toHaveLength(4);
  for (const pid of pids) {
    for (const part of ['cmdline', 'environ']) expect(found(readFileSync(`/proc/${pid}/${part}`)), part).toEqual([]);
  }
  expect(found(readFileSync(`/proc/${quorum.pid}/cmdline`))).toEqual([]);
});

it('nothing the program wrote holds one: logs, stores, recordings, run file, errors', async () => {
  links.close();
  await quorum.stop();
  expect(found(quorum.errors())).toEqual([]);
  const names = readdirSync(home, { recursive: true, encoding: 'utf8' }).filter((name) => name !== '.env');
  const files = names.map((name) => join(home, name)).filter((path) => statSync(path).isFile());
  expect(names).toEqual(expect.arrayContaining(['run.json', 'keys.json', join('paper', 'market.db')]));
  for (const path of files) {
    expect(found(readFileSync(path)), path).toEqual([]);
    expect(statSync(path).mode & 0o077, path).toBe(0);
  }
  let items = 0;
  for (const path of await recordingsIn(join(home, 'paper', 'recordings'))) {
    const session = await openRecording(path);
    if (!session.ok) throw new Error(session.failure.message);
    for await (const { context, bytes } of session.value.items()) {
      items += 1;
      expect(found(context)).toEqual([]);
      expect(found(Buffer.from(bytes))).toEqual([]);
    }
  }
  expect(items).toBeGreaterThan(100);
}, 60_000);
