import type { DockviewApi, IDockviewPanel } from 'dockview-react';
import { links } from '../../bridge/links.ts';
import { chooseSymbol } from '../../stores/symbols.ts';
import { toast } from '../../stores/toasts.ts';
import { focusWindow } from '../initial-focus.ts';
import { windowRoute } from '../route.ts';
import type { WindowDefinition } from '../window-definition.ts';
import type { OpenOptions, WorkspaceActions } from '../workspace-actions.ts';
import { applyDefaultLayout } from './default-layout.ts';
import { loadLayout, saveLayout } from './layout-store.ts';
import { readParams } from './panel-params.ts';

/** Opens a native window in the desktop shell; in a browser the shell answers with the address. */
export async function openNativeWindow(route: string): Promise<boolean> {
  const answer = await links().host.call.openWindow({ route });
  if (!answer.ok) {
    toast('danger', 'The window could not be opened', answer.failure.message);
    return false;
  }
  if (answer.value.opened) return true;
  const opened = window.open(
    answer.value.url || `${location.pathname}${route}`,
    '_blank',
    'popup,width=1100,height=760',
  );
  if (!opened) toast('attention', 'The browser blocked the new window', 'Allow pop-ups for this address.');
  return opened !== null;
}

function panelOf(api: DockviewApi, windowId: string): IDockviewPanel | undefined {
  return api.getPanel(windowId) ?? api.panels.find((panel) => panel.view.contentComponent === windowId);
}

/** Where a window that is not open yet has most room without covering the grid. */
function roomiest(api: DockviewApi): string | null {
  const free = api.groups.filter(({ panels }) => panels.every(({ view }) => view.contentComponent !== 'confluence'));
  const [best] = (free.length > 0 ? free : api.groups).toSorted(
    (one, other) => other.width * other.height - one.width * one.height,
  );
  return best?.activePanel?.id ?? api.activePanel?.id ?? null;
}

function addBeside(api: DockviewApi, definition: WindowDefinition, options: OpenOptions): void {
  const group = options.group === undefined ? (definition.followsSymbol ? 'A' : null) : options.group;
  const taken = api.getPanel(definition.id) !== undefined;
  const beside = roomiest(api);
  const added = api.addPanel({
    id: taken ? `${definition.id}-${api.panels.length}-${Date.now().toString(36)}` : definition.id,
    component: definition.id,
    tabComponent: definition.id,
    title: definition.title,
    params: { group, ticker: options.ticker ?? '' },
    ...(beside ? { position: { referencePanel: beside, direction: 'within' as const } } : {}),
  });
  focusWindow(added.id);
}

/** The workspace as commands and windows use it. */
export function dockActions(api: DockviewApi, windows: readonly WindowDefinition[]): WorkspaceActions {
  const ids = new Set(windows.map(({ id }) => id));
  const show = (panel: IDockviewPanel, ticker: string | undefined): void => {
    panel.api.setActive();
    focusWindow(panel.id);
    if (!ticker) return;
    const { group } = readParams(panel.params ?? {});
    if (group) chooseSymbol(group, ticker);
    else panel.api.updateParameters({ group, ticker });
  };
  return {
    open(windowId, options = {}) {
      const definition = windows.find(({ id }) => id === windowId);
      const panel = options.another ? undefined : panelOf(api, windowId);
      if (panel) show(panel, options.ticker);
      else if (definition) addBeside(api, definition, options);
    },
    popOut(panelId) {
      const panel = api.getPanel(panelId);
      if (!panel) return;
      const params = readParams(panel.params ?? {});
      void openNativeWindow(windowRoute(panel.view.contentComponent, params)).then(
        (opened) => opened && panel.api.close(),
      );
    },
    reset: () => applyDefaultLayout(api, windows),
    save: (name) =>
      void saveLayout(api, name).then((saved) =>
        toast(saved ? 'good' : 'danger', saved ? `Layout ${name} saved` : `Layout ${name} was not saved`),
      ),
    load: (name) =>
      void loadLayout(api, name, ids).then((loaded) =>
        loaded ? undefined : toast('attention', `There is no layout ${name}`),
      ),
    activeWindow: () => api.activePanel?.view.contentComponent ?? 'global',
  };
}
