import { onTestFinished } from 'vitest';
import { createIbkrBroker } from '../../src/engine/adapters/ibkr/broker.ts';
import { createIbkrMarketData } from '../../src/engine/adapters/ibkr/market-data.ts';
import { createIbkrNews } from '../../src/engine/adapters/ibkr/news.ts';
import { IbkrSession } from '../../src/engine/adapters/ibkr/session.ts';
import type { SessionTimings } from '../../src/engine/adapters/ibkr/session-timings.ts';
import { createWorldClock } from '../../src/engine/adapters/system/world-clock.ts';
import { openSimulator, sessionStart } from '../../src/engine/simulators/tws/testing/open-simulator.ts';
import { keptLog } from '../support/silent-log.ts';

type Options = Parameters<typeof openSimulator>[1] & {
  readonly timings?: Partial<SessionTimings>;
  readonly clientId?: number;
};

const quick: Partial<SessionTimings> = { settleMs: 5, backoffMs: [20], ownGhostMs: 40, farmCheckMs: 60 };

/** A session of the adapter on a simulated TWS over a real socket; venue time runs with the machine's clock. */
export async function openIbkr(options: Options = {}) {
  const world = await openSimulator((task) => onTestFinished(task), { speed: 1, ...options });
  const clock = createWorldClock({ venueMs: sessionStart, wallMs: Date.now(), speed: 1 });
  const log = keptLog();
  const session = new IbkrSession({
    host: '127.0.0.1',
    port: world.simulator.port,
    clientId: options.clientId ?? 72,
    clock,
    log,
    timings: { ...quick, ...options.timings },
  });
  onTestFinished(() => session.close());
  const market = createIbkrMarketData(session, { clock });
  const brokerNews = createIbkrNews(session, { clock });
  const broker = createIbkrBroker(session, { clock, log });
  session.start();
  return { ...world, venue: world.market, clock, log, session, market, brokerNews, broker };
}

export type OpenIbkr = Awaited<ReturnType<typeof openIbkr>>;
