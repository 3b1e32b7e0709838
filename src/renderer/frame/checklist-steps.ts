import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import { executionHealth, hostStatus, orders, trades, vendorCatalogue } from '../stores/feeds.ts';
import { useFeedItem, useFeedItems } from '../stores/use-feed.ts';
import { useSettings } from '../stores/settings.ts';
import { runCommand } from './commands/registry.ts';
import { notificationPermission } from './notifications.ts';
import { openSetting } from './open-setting.ts';

type Step = {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  /** Holds at this moment; once it has, the step stays done. */
  readonly now: boolean;
  readonly go: () => void;
};

const defaults = settingsSchema.parse({});

function differs(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) !== JSON.stringify(other);
}

/** What a new trader does first, and whether it has happened. */
export function useChecklistSteps(): readonly Step[] {
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const opened = useFeedItems(trades).size;
  const filled = [...useFeedItems(orders).values()].filter((order) => order.filled > 0).length;
  const broker = [...useFeedItems(executionHealth).values()].some(({ phase }) => phase === 'ready');
  const keyed = [...useFeedItems(vendorCatalogue).values()].some(({ fields }) =>
    fields.some(({ from }) => from === 'saved' || from === 'environment'),
  );
  const { watchlist, risk } = useSettings();
  return [
    {
      id: 'order',
      title: 'Send a first order: choose a row, press B',
      hint: 'Done when an order has filled',
      now: opened + filled > 0,
      go: () => runCommand('trade.buy'),
    },
    {
      id: 'watchlist',
      title: `Choose a watchlist (${watchlist.length})`,
      hint: 'Done when the watchlist is your own',
      now: differs(watchlist, defaults.watchlist),
      go: () => openSetting('watchlist'),
    },
    {
      id: 'limits',
      title: `Set limits (halt at −${risk.dailyLossHaltPercent}%)`,
      hint: 'Done when a limit is your own',
      now: differs(risk, defaults.risk),
      go: () => openSetting('risk.dailyLossHaltPercent'),
    },
    {
      id: 'notifications',
      title: 'Allow notifications',
      hint: 'Done when this computer lets Quorum notify',
      now: notificationPermission() === 'granted',
      go: () => runCommand('notifications'),
    },
    {
      id: 'tws',
      title: 'Connect TWS',
      hint: 'Done when paper or live is connected to TWS or IB Gateway',
      now: mode !== undefined && mode !== 'practice' && broker,
      go: () => openSetting('broker.host'),
    },
    {
      id: 'vendors',
      title: 'Enter a vendor key',
      hint: 'Done when a data vendor has a key; practice needs none, its vendors are emulated',
      now: keyed,
      go: () => openSetting('vendors.unusual-whales'),
    },
  ];
}
