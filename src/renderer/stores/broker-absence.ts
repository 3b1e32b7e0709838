import type { TradingMode } from '../../engine/domain/account.ts';
import type { FeedHealth } from '../../engine/contract/health-schemas.ts';
import type { Settings } from '../../engine/contract/settings-schema.ts';
import { executionHealth, gateFeed, hostStatus, ingestionHealth } from './feeds.ts';
import { useSettings } from './settings.ts';
import { useFeed, useFeedItem } from './use-feed.ts';

export type BrokerAbsence = {
  /** `No answer from TWS at 127.0.0.1:7497`, without a full stop. */
  readonly fact: string;
  /** What the trader can do about it; empty where it mends itself. */
  readonly remedy: string;
  readonly address: string;
};

type Facts = {
  readonly mode: TradingMode;
  readonly broker: Settings['broker'];
  readonly port: number | null;
  readonly feed: Pick<FeedHealth, 'phase' | 'failure'>;
};

/** Why nothing comes from the broker, in words; null while its feed is up or only just starting to be. */
export function absenceOf({ mode, broker, port, feed }: Facts): BrokerAbsence | null {
  if (feed.phase !== 'disconnected' && feed.phase !== 'stopped') return null;
  if (mode === 'practice')
    return { fact: 'The practice market does not answer', remedy: 'It is connected again by itself.', address: '' };
  const wanted = port ?? (mode === 'live' ? broker.livePort : broker.paperPort);
  const address = `${broker.host}:${wanted}`;
  const refused = feed.failure?.message.includes('ECONNREFUSED') === true;
  const why = refused || !feed.failure ? '' : ` (${feed.failure.message})`;
  return {
    fact: refused
      ? `Nothing listens at ${address}: TWS is not running there`
      : `TWS at ${address} is not connected${why}`,
    remedy: `Start TWS or IB Gateway with the ${mode} account and allow socket clients on port ${wanted} (Global Configuration, API, Settings). Quorum keeps trying.`,
    address,
  };
}

function useAbsence(feed: Pick<FeedHealth, 'phase' | 'failure'> | null): BrokerAbsence | null {
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const port = useFeedItem(gateFeed, 'gate')?.port ?? null;
  const { broker } = useSettings();
  return mode && feed ? absenceOf({ mode, broker, port, feed }) : null;
}

/** Of the connection that carries orders, positions and the account. */
export function useOrderAbsence(): BrokerAbsence | null {
  return useAbsence(useFeed(executionHealth, ({ items }) => items.values().next().value ?? null));
}

/** Of the connection that carries quotes, bars and chains. */
export function useDataAbsence(): BrokerAbsence | null {
  return useAbsence(useFeed(ingestionHealth, ({ items }) => items.values().next().value ?? null));
}
