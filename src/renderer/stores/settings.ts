import { settingsSchema, type Settings } from '../../engine/contract/settings-schema.ts';
import { links } from '../bridge/links.ts';
import { settingsFeed } from './feeds.ts';
import { toast } from './toasts.ts';
import { useFeedItem } from './use-feed.ts';

const defaults: Settings = settingsSchema.parse({});

/** What is stored, or the defaults until the host has said. */
export function useSettings(): Settings {
  return useFeedItem(settingsFeed, 'settings')?.settings ?? defaults;
}

export function currentSettings(): Settings {
  return settingsFeed.store.getState().items.get('settings')?.settings ?? defaults;
}

/** Stores the change; answers false and says why when the host refuses. */
export async function changeSettings(change: (settings: Settings) => Settings): Promise<boolean> {
  const answer = await links().host.call.saveSettings(change(currentSettings()));
  if (!answer.ok) toast('danger', 'Settings were not saved', answer.failure.message);
  return answer.ok;
}
