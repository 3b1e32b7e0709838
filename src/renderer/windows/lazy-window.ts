import { lazy, type ComponentType } from 'react';
import type { WindowComponent, WindowProps } from '../frame/window-definition.ts';

const loaders: (() => Promise<unknown>)[] = [];

/** A window whose code is fetched when it is first shown, or as soon as the page has nothing better to do. */
export function lazyWindow(load: () => Promise<ComponentType<WindowProps>>): WindowComponent {
  loaders.push(load);
  return lazy(async () => ({ default: await load() }));
}

/** Fetches one window after the other while the page is idle, so that opening one never waits. */
export function fetchWindowsWhenIdle(): void {
  const next = loaders.shift();
  if (next) requestIdleCallback(() => void next().finally(fetchWindowsWhenIdle));
}
