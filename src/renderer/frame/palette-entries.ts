import { useEffect, useState } from 'react';
import type { Instrument } from '../../engine/domain/instrument.ts';
import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import { links } from '../bridge/links.ts';
import { watchlist } from '../stores/feeds.ts';
import { chooseSymbol } from '../stores/symbols.ts';
import { useFeedItems } from '../stores/use-feed.ts';
import { openSetting } from './open-setting.ts';
import { settingPaths } from './setting-paths.ts';
import { openWindow, workspace } from './workspace-actions.ts';

export type PaletteEntry = {
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly words: string;
  readonly keys: string;
  readonly run: () => void;
};

const searchDelayMs = 150;

function show(ticker: string): void {
  chooseSymbol('A', ticker);
  openWindow('deep-dive', { ticker });
}

/** What the vendor knows under these letters; asked for after a short pause in typing. */
function useVendorMatches(query: string): readonly Instrument[] {
  const [found, setFound] = useState<readonly Instrument[]>([]);
  useEffect(() => {
    const asked = query.trim();
    if (asked.length === 0 || !/^[a-z0-9. ]+$/i.test(asked)) {
      setFound([]);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      void links()
        .ingestion.call.search({ pattern: asked }, { signal: abort.signal })
        .then((answer) => {
          if (answer.ok && !abort.signal.aborted) setFound(answer.value.slice(0, 8));
        });
    }, searchDelayMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [query]);
  return found;
}

export function useSymbolEntries(query: string): readonly PaletteEntry[] {
  const rows = useFeedItems(watchlist);
  const found = useVendorMatches(query);
  const watched = [...rows.values()].map(({ ticker, instrument }) => ({ ticker, name: instrument?.name ?? '' }));
  const others = found
    .filter(({ symbol, secType }) => !rows.has(symbol) && (secType === 'STK' || secType === 'IND'))
    .map(({ symbol, name }) => ({ ticker: symbol, name }));
  return [...watched, ...others].map(({ ticker, name }) => ({
    id: `symbol:${ticker}`,
    section: rows.has(ticker) ? 'Watchlist' : 'Symbol',
    title: name === '' ? ticker : `${ticker}  ${name}`,
    words: '',
    keys: '',
    run: () => show(ticker),
  }));
}

export function useWorkspaceEntries(): readonly PaletteEntry[] {
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    void links()
      .host.call.listWorkspaces({})
      .then((answer) => {
        if (answer.ok) setNames(answer.value);
      });
  }, []);
  return names
    .filter((name) => name !== 'current')
    .map((name) => ({
      id: `workspace:${name}`,
      section: 'Workspace',
      title: `Open layout ${name}`,
      words: '',
      keys: '',
      run: () => workspace().load(name),
    }));
}

/** Every setting, opened at its line. */
export const settingEntries: readonly PaletteEntry[] = settingPaths(settingsSchema).map(({ path, description }) => ({
  id: `setting:${path}`,
  section: 'Setting',
  title: description === '' ? path : description,
  words: path.replaceAll('.', ' '),
  keys: '',
  run: () => openSetting(path),
}));
