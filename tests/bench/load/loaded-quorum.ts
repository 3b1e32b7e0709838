import { startQuorum, type RunningQuorum } from '../../support/start-quorum.ts';
import { loadTickers } from './load-market.ts';
import { startLoad, type Load } from './start-load.ts';

export type LoadedQuorum = { readonly load: Load; readonly quorum: RunningQuorum; stop(): Promise<void> };

/** The built program in paper mode, connected to the load as it would be to a paper TWS. */
export async function startLoadedQuorum(instruments: number): Promise<LoadedQuorum> {
  const load = await startLoad(instruments);
  const quorum = await startQuorum({
    world: 'paper',
    settings: {
      watchlist: loadTickers(instruments),
      broker: { paperPort: load.port },
      risk: {
        ...{ maxQuantity: 1e6, maxNotional: 1e8, maxSymbolNotional: 1e8, maxGrossNotional: 1e8, ordersPerMinute: 600 },
        ...{ duplicateWindowMs: 0, maxSameDirection: 100, collarPercent: 100 },
      },
    },
  }).catch((error: unknown) => {
    load.stop();
    throw error;
  });
  return {
    load,
    quorum,
    stop: async () => {
      load.rate(0);
      await quorum.stop();
      load.stop();
    },
  };
}
