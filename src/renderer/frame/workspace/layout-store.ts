import type { DockviewApi, SerializedDockview } from 'dockview-react';
import { links } from '../../bridge/links.ts';
import { toast } from '../../stores/toasts.ts';

/** The layout as it was left; other names are the trader's own. */
export const currentLayout = 'current';
const saveDelayMs = 800;

export async function saveLayout(api: DockviewApi, name: string): Promise<boolean> {
  const answer = await links().host.call.saveWorkspace({ name, layout: JSON.stringify(api.toJSON()) });
  return answer.ok && answer.value.saved;
}

function knowsAll(layout: SerializedDockview, windowIds: ReadonlySet<string>): boolean {
  return Object.values(layout.panels).every((panel) => windowIds.has(panel.contentComponent ?? ''));
}

/** True when a stored layout is now shown. A layout that can't be read leaves nothing behind. */
export async function loadLayout(api: DockviewApi, name: string, windowIds: ReadonlySet<string>): Promise<boolean> {
  const answer = await links().host.call.loadWorkspace({ name }, { timeoutMs: 4_000 });
  if (!answer.ok || answer.value.layout === null) return false;
  try {
    const layout = JSON.parse(answer.value.layout) as SerializedDockview;
    if (!knowsAll(layout, windowIds) || Object.keys(layout.panels).length === 0) return false;
    api.fromJSON(layout);
    return true;
  } catch {
    toast('attention', `The layout ${name} could not be read`, 'The standard layout is shown instead.');
    api.clear();
    return false;
  }
}

/** Saves a moment after the last change; the answer stops it. */
export function autosaveLayout(api: DockviewApi): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const save = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    void saveLayout(api, currentLayout);
  };
  const subscription = api.onDidLayoutChange(() => {
    if (timer) clearTimeout(timer);
    timer = setTimeout(save, saveDelayMs);
  });
  // A page that is left in the middle of the delay still says how it looked.
  const leave = (): void => {
    if (timer) save();
  };
  window.addEventListener('pagehide', leave);
  return () => {
    leave();
    window.removeEventListener('pagehide', leave);
    subscription.dispose();
  };
}
