import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Log, LogFields } from '../../ports/log.ts';
import { startPracticeWorld, type PracticeWorld } from '../../simulators/practice-world.ts';
import { vendorEmulators, type WantedVendors } from '../../simulators/vendors/vendor-emulators.ts';
import { endpointsOf } from './vendor-endpoints.ts';
import { parseFaultScript } from '../../simulators/tws/faults/parse-fault-script.ts';

const usage =
  'usage: quorum simulate [--seed S] [--speed X] [--tws-port N] [--faults SCRIPT.json] [--serve-version V] [--vendors none|all|A,B] [--json]';

type Wanted = {
  readonly seed: number;
  readonly speed: number;
  readonly port: number;
  readonly serveVersion: number | null;
  readonly faults: string | null;
  readonly vendors: WantedVendors;
  readonly json: boolean;
};

class UsageError extends Error {}

function numberIn(name: string, text: string, range: { readonly from: number; readonly to: number }): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < range.from || value > range.to) {
    throw new UsageError(`--${name} must be a number from ${range.from} to ${range.to}, not "${text}"`);
  }
  return value;
}

function readArguments(argv: readonly string[]): Wanted {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...argv],
      options: {
        seed: { type: 'string', default: '20261' },
        speed: { type: 'string', default: '1' },
        'tws-port': { type: 'string', default: '0' },
        faults: { type: 'string' },
        'serve-version': { type: 'string' },
        vendors: { type: 'string', default: 'all' },
        json: { type: 'boolean', default: false },
      },
    }));
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
  const version = values['serve-version'];
  return {
    seed: numberIn('seed', values.seed, { from: 0, to: 2_147_483_647 }),
    speed: numberIn('speed', values.speed, { from: 0, to: 100 }),
    port: numberIn('tws-port', values['tws-port'], { from: 0, to: 65_535 }),
    serveVersion: version === undefined ? null : numberIn('serve-version', version, { from: 151, to: 193 }),
    faults: values.faults ?? null,
    vendors: readVendors(values.vendors),
    json: values.json,
  };
}

function readVendors(text: string): WantedVendors {
  if (text === 'all' || text === 'none') return text;
  const names = text.split(',').map((name) => name.trim());
  const known = vendorEmulators.map((emulator) => emulator.vendor);
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length > 0) {
    const choice = known.length > 0 ? `; there are ${known.join(', ')}` : '; this build has none';
    throw new UsageError(`--vendors: no vendor "${unknown.join('", "')}"${choice}`);
  }
  return names;
}

const standardError: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: (message, fields) => say(message, fields),
  error: (message, fields) => say(message, fields),
  child: () => standardError,
};

function say(message: string, fields?: LogFields): void {
  process.stderr.write(`${message}${fields ? ` ${JSON.stringify(fields)}` : ''}\n`);
}

async function startWanted(wanted: Wanted, vendorThread: string): Promise<PracticeWorld> {
  const script = wanted.faults === null ? null : parseFaultScript(await readFile(wanted.faults, 'utf8'));
  if (script && !script.ok) throw new UsageError(`${wanted.faults}: ${script.failure.message}`);
  return startPracticeWorld({
    seed: wanted.seed,
    speed: wanted.speed,
    dataDir: null,
    port: wanted.port,
    vendors: wanted.vendors,
    vendorThread,
    log: standardError,
    ...(script ? { faults: script.value } : {}),
    ...(wanted.serveVersion === null ? {} : { serverVersion: wanted.serveVersion }),
  });
}

function machineLine(world: PracticeWorld): object {
  const { seed, tradingDate, twsPort, speed } = world.state();
  const vendors = endpointsOf(world.vendors);
  const vendorsFailed = Object.fromEntries(world.vendors.failed);
  return { ready: true, twsPort, seed, tradingDate, speed, pid: process.pid, vendors, vendorsFailed };
}

function humanLines(world: PracticeWorld): string {
  const { seed, tradingDate, twsPort, speed } = world.state();
  const vendors = [...world.vendors.running].map(
    ([vendor, { bases }]) => `${vendor} listens on ${[...new Set(Object.values(bases))].join(', ')}`,
  );
  const failed = [...world.vendors.failed].map(([vendor, reason]) => `${vendor} did not start: ${reason}`);
  return [
    `Practice market (simulated): seed ${seed}, day ${tradingDate}, ${speed}x`,
    `TWS listens on 127.0.0.1:${twsPort}`,
    ...vendors,
    ...failed,
    'Ctrl+C ends it.',
    '',
  ].join('\n');
}

/** The practice servers alone, until Ctrl+C: any TWS client may connect to the port it prints. */
export async function simulate(argv: readonly string[], vendorThread: string): Promise<void> {
  try {
    const wanted = readArguments(argv);
    const world = await startWanted(wanted, vendorThread);
    process.stdout.write(wanted.json ? `${JSON.stringify(machineLine(world))}\n` : humanLines(world));
    const stop = (): void => void world.close().finally(() => process.exit(0));
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    process.stderr.write(
      error instanceof UsageError ? `${text}\n${usage}\n` : `The practice market did not start: ${text}\n`,
    );
    process.exit(error instanceof UsageError ? 2 : 1);
  }
}
