import { instantOf } from '../../../domain/time.ts';
import { createVirtualClock } from '../../create-virtual-clock.ts';
import { startTwsSimulator } from '../start-tws-simulator.ts';
import type { TwsSimulator, TwsSimulatorOptions } from '../tws-simulator.ts';
import { SteppedMarket } from './stepped-market.ts';
import { TestNews } from './test-news.ts';
import { WireClient } from './wire-client.ts';

/** Monday 2026-01-05, 10:00 New York: a regular session. */
export const sessionStart = instantOf('20260105', 10 * 3600);

export type OpenedSimulator = {
  readonly simulator: TwsSimulator;
  readonly market: SteppedMarket;
  readonly news: TestNews;
  /** Moves venue time on. */
  readonly step: (byMs: number) => void;
  /** A client that has started the API and seen the whole welcome. */
  readonly client: (clientId?: number, version?: number) => Promise<WireClient>;
};

type Options = Partial<TwsSimulatorOptions> & { readonly startMs?: number; readonly speed?: number };

/** A simulator over the stepped market; `atEnd` is the test runner's hook that removes everything. */
export async function openSimulator(
  atEnd: (task: () => Promise<void>) => void,
  options: Options = {},
): Promise<OpenedSimulator> {
  const clock = createVirtualClock({ startMs: options.startMs ?? sessionStart, speed: options.speed ?? 0 });
  const market = new SteppedMarket(clock);
  const news = new TestNews(() => clock.now());
  const simulator = await startTwsSimulator({ market, news, seed: 7, ...options });
  const clients: WireClient[] = [];
  atEnd(async () => {
    for (const wire of clients) wire.close();
    await simulator.close();
    clock.close();
  });
  const client = async (clientId = 1, version = 193): Promise<WireClient> => {
    const wire = await WireClient.dial(simulator.port);
    clients.push(wire);
    wire.greet(version);
    await wire.until(() => wire.frames.length > 0);
    wire.startApi(clientId);
    await wire.until(() => wire.errors().includes('-1|2158'));
    wire.frames.length = 0;
    return wire;
  };
  return { simulator, market, news, step: (byMs) => clock.advanceTo(clock.now() + byMs), client };
}
