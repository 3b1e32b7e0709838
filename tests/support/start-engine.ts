import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PracticeWorld } from '../../src/engine/simulators/practice-world.ts';
import { findEngine } from '../../src/main/cli/engine-links.ts';
import { createSecretFile } from '../../src/main/host/secret-file.ts';
import { createHost, type Host } from '../../src/main/host/host.ts';
import { engineView, type EngineView } from './engine-view.ts';
import { eventually } from './eventually.ts';
import { marketInTest } from './market-in-test.ts';
import { keptLog } from './silent-log.ts';

export type RunningEngine = EngineView & {
  readonly home: string;
  readonly supervisor: Host['supervisor'];
  /** The broker's own side. */
  world(): PracticeWorld;
  errors(): string;
  /** SIGKILL, as the operating system would do it. */
  murder(process: 'ingestion' | 'analytics' | 'execution' | 'desk'): void;
  stop(): Promise<void>;
};

type Options = {
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Before anybody has connected to the simulated TWS. */
  readonly prepare?: (world: PracticeWorld) => Promise<void>;
  /** Waits for an open gate and quotes unless false. */
  readonly ready?: boolean;
};

/** Few symbols and generous limits: what is tested is the path of orders, not the size of the market. */
const quick = {
  watchlist: ['SPY', 'AAPL', 'NVDA'],
  risk: {
    ordersPerMinute: 600,
    duplicateWindowMs: 0,
    maxQuoteAgeMs: 60_000,
    maxSameDirection: 100,
    maxGrossNotional: 3_000_000,
  },
};

/** The real host with the built engine processes, and the practice broker inside the test. */
export async function startEngine(options: Options = {}): Promise<RunningEngine> {
  const home = mkdtempSync(join(tmpdir(), 'quorum-test-'));
  writeFileSync(join(home, 'settings.json'), JSON.stringify({ ...quick, ...options.settings }));
  const market = marketInTest(options.prepare);
  const host = await createHost({
    home,
    mode: 'practice',
    version: 'test',
    shell: 'headless',
    spawn: market.spawn,
    log: keptLog(),
    secrets: createSecretFile({ path: join(home, 'keys.json'), keyPath: join(home, 'vendor.key'), passphrase: null }),
    openWindow: () => Promise.resolve({ opened: false, url: '' }),
    onQuit: () => undefined,
  });
  if (!host.ok) throw new Error(host.failure.message);
  const links = await eventually(async () => {
    const found = await findEngine(home);
    if (!found) throw new Error(`nothing answers for ${home}`);
    return found;
  });
  const view = engineView(links);
  const { supervisor } = host.value;
  const engine: RunningEngine = {
    ...view,
    home,
    supervisor,
    world: market.world,
    errors: market.errors,
    murder: (name) => {
      const pid = supervisor.states().find((state) => state.process === name)?.pid;
      if (pid === null || pid === undefined) throw new Error(`${name} is not running`);
      process.kill(pid, 'SIGKILL');
    },
    stop: async () => {
      view.close();
      await host.value.close();
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  if (options.ready !== false) await untilTrading(engine);
  return engine;
}

/** The gate is open and the watched symbols have quotes. */
export async function untilTrading(engine: RunningEngine): Promise<void> {
  await eventually(
    () => {
      if (engine.gateState() !== 'active')
        throw new Error(`gate is ${engine.gateState()}: ${engine.gate.row('gate')?.reason}`);
      const quoted = engine.quotes.rows().filter((quote) => quote.bid !== null && quote.ask !== null);
      if (quoted.length < 3) throw new Error(`${quoted.length} quotes`);
    },
    { timeoutMs: 60_000 },
  );
}
