import type { HostStatus } from '../../engine/contract/host-contract.ts';
import type { ProcessMessage } from '../../engine/contract/supervision.ts';
import type { Settings } from '../../engine/contract/settings-schema.ts';
import type { TradingMode } from '../../engine/domain/account.ts';
import type { Observable } from './observable.ts';
import type { createPracticeControl } from './practice-control.ts';
import type { Supervisor } from './supervisor.ts';
import { processesOf } from './topology.ts';
import { initialWorld, type WorldState } from './world-state.ts';

export type Informed = {
  readonly mode: TradingMode;
  readonly world: WorldState;
  readonly status: Observable<HostStatus>;
  readonly settings: Observable<Settings>;
  readonly supervisor: Supervisor;
  readonly practice: ReturnType<typeof createPracticeControl>;
};

const brokerUsers = ['ingestion', 'execution'] as const;

/** Passes on to the engine processes what changes under them: clock, settings, and where the broker listens. */
export function keepInformed(parts: Informed): void {
  const { mode, world, status, settings, supervisor, practice } = parts;
  supervisor.onMessage((_process, message) => {
    if (message.type === 'practice-state') followPractice(parts, message);
    if (message.type === 'practice-reply') practice.reply(message);
  });
  let connected = connectionWords(settings.get());
  settings.watch((next) => {
    supervisor.broadcast({ type: 'settings', settings: next, problem: status.get().settingsProblem?.message ?? null });
    const { broker } = initialWorld(mode, next);
    const wanted = connectionWords(next);
    if (broker === null || wanted === connected) return;
    connected = wanted;
    world.broker = broker;
    for (const name of brokerUsers) supervisor.restart(name, false);
  });
}

/** What a connection is made with once: when it changes, whoever holds one starts again. */
function connectionWords({ broker }: Settings): string {
  const { allowLive: _asked, marketDataLines: _lines, ...rest } = broker;
  return JSON.stringify(rest);
}

function followPractice(
  { mode, world, status, supervisor }: Informed,
  { clock, practice, vendors }: Extract<ProcessMessage, { type: 'practice-state' }>,
): void {
  const known = world.broker !== null;
  const moved = world.broker?.port !== practice.twsPort;
  const vendorsMoved = known && JSON.stringify(world.vendors) !== JSON.stringify(vendors);
  world.clock = clock;
  world.practice = practice;
  world.broker = { host: '127.0.0.1', port: practice.twsPort };
  world.vendors = vendors;
  status.set({ ...status.get(), clock, practice });
  for (const name of processesOf(mode)) if (name !== 'practice') supervisor.send(name, { type: 'clock', clock });
  // The usual port was taken: who had connected to it starts again with the new one.
  if (moved && known) for (const name of brokerUsers) supervisor.restart(name, false);
  else if (vendorsMoved) supervisor.restart('ingestion', false);
}
