import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PracticeAction } from '../../contract/supervision.ts';
import { endpointsOf, portsOf } from './vendor-endpoints.ts';
import { startPracticeWorld, type PracticeWorld } from '../../simulators/practice-world.ts';
import { runEngineProcess, type RunningProcess } from '../runtime/engine-process.ts';
import { hasParent } from '../runtime/parent-channel.ts';
import type { ProcessContext } from '../runtime/process-context.ts';
import { simulate } from './simulate.ts';

/** Built beside this file; run from the sources it is the source. */
const built = join(import.meta.dirname, 'practice-vendors.js');
const vendorThread = existsSync(built) ? built : join(import.meta.dirname, 'vendor-thread.ts');

async function apply(world: PracticeWorld, action: PracticeAction): Promise<string> {
  switch (action.action) {
    case 'speed':
      world.setSpeed(action.speed);
      return action.speed === 0 ? 'The practice market is paused' : `The practice market runs at ${action.speed}x`;
    case 'step':
      world.step(action.ms);
      return `Stepped ${action.ms / 1_000} s`;
    case 'next-day':
      world.nextDay();
      return `Practice day ${world.state().tradingDate}`;
  }
}

async function underHost(context: ProcessContext): Promise<RunningProcess> {
  const { init, channel, log } = context;
  const { seed, speed } = init.settings.practice;
  // A restart takes the port it had, so that whoever was connected finds it again.
  const port = init.broker?.port;
  const world = await startPracticeWorld({
    seed,
    speed,
    dataDir: join(init.dataDirectory, 'market'),
    log,
    vendorPorts: portsOf(init.vendors),
    vendorThread,
    ...(port === undefined ? {} : { port }),
  });
  const tell = (): void => {
    const state = world.state();
    channel.send({
      type: 'practice-state',
      clock: { venueMs: state.venueMs, wallMs: state.wallMs, speed: state.speed },
      vendors: endpointsOf(world.vendors),
      practice: {
        run: state.run,
        seed: state.seed,
        tradingDate: state.tradingDate,
        twsPort: state.twsPort,
        speed: state.speed,
      },
    });
  };
  world.onClock(tell);
  tell();
  context.onPractice((id, action) => {
    apply(world, action).then(
      (message) => channel.send({ type: 'practice-reply', id, accepted: true, message }),
      (error: unknown) =>
        channel.send({
          type: 'practice-reply',
          id,
          accepted: false,
          message: error instanceof Error ? error.message : String(error),
        }),
    );
  });
  return { close: () => world.close() };
}

// Started by a host it serves the program; started by hand it is `quorum simulate`.
if (hasParent()) runEngineProcess('practice', underHost);
else void simulate(process.argv.slice(2), vendorThread);
