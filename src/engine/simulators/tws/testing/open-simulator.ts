import { onTestFinished } from 'vitest';
import { instantOf } from '../../../domain/time.ts';
import { createVirtualClock } from '../../create-virtual-clock.ts';
import { startTwsSimulator } from '../start-tws-simulator.ts';
import type { TwsSimulator, TwsSimulatorOptions } from '../tws-simulator.ts';
import { eventually } from '../../../../../tests/support/eventually.ts';
import { SteppedMarket } from './stepped-market.ts';
import { WireClient } from './wire-client.ts';

/** Monday 2026-01-05, 10:00 New York: a regular session. */
export const sessionStart = instantOf('20260105', 10 * 3600);

export type OpenedSimulator = {
  readonly simulator: TwsSimulator;
  readonly market: SteppedMarket;
  /** Moves venue time on. */
  readonly step: (byMs: number) => void;
  /** A client that has started the API and seen the whole welcome. */
  readonly client: (clientId?: number, version?: number) => Promise<WireClient>;
};

/** A simulator over the stepped market, both gone when the test ends. */
export async function openSimulator(options: Partial<TwsSimulatorOptions> & { readonly startMs?: number; readonly speed?: number } = {}): Promise<OpenedSimulator> {
  const clock = createVirtualClock({ startMs: options.startMs ?? sessionStart, speed: options.speed ?? 0 });
  const market = new SteppedMarket(clock);
  const simulator = await startTwsSimulator({ market, seed: 7, ...options });
  onTestFinished(async () => {
    await simulator.close();
    clock.close();
  });
  const client = async (clientId = 1, version = 193): Promise<WireClient> => {
    const wire = await WireClient.dial(simulator.port);
    onTestFinished(() => wire.close());
    wire.greet(version);
    await eventually(() => {
      if (wire.frames.length === 0) throw new Error('no greeting answered');
    });
    wire.version = Number(wire.frames[0]?.[0]);
    wire.startApi(clientId);
    await eventually(() => {
      if (!wire.errors().includes('-1|2158')) throw new Error('no welcome');
    });
    wire.frames.length = 0;
    return wire;
  };
  return { simulator, market, step: (byMs) => clock.advanceTo(clock.now() + byMs), client };
}
