import type { DockviewApi } from 'dockview-react';
import type { WindowDefinition } from '../window-definition.ts';

type Place = {
  readonly id: string;
  readonly beside?: string;
  readonly direction?: 'right' | 'below' | 'within';
  readonly width?: number;
  readonly height?: number;
  readonly inactive?: boolean;
};

const sideWidth = 372;

/** Grid over chart on the left, ticket over the blotter on the right. */
function places(width: number, height: number): readonly Place[] {
  const side = Math.min(Math.max(sideWidth, Math.round(width * 0.2)), Math.round(width * 0.34));
  return [
    { id: 'confluence' },
    { id: 'trade', beside: 'confluence', direction: 'right', width: side },
    { id: 'deep-dive', beside: 'confluence', direction: 'below', height: Math.round(height * 0.5) },
    { id: 'positions', beside: 'trade', direction: 'below', height: Math.round(height * 0.4) },
    { id: 'orders', beside: 'positions', direction: 'within', inactive: true },
    { id: 'alerts', beside: 'positions', direction: 'within', inactive: true },
  ];
}

export function applyDefaultLayout(api: DockviewApi, windows: readonly WindowDefinition[]): void {
  api.clear();
  for (const place of places(api.width, api.height)) {
    const definition = windows.find(({ id }) => id === place.id);
    if (!definition) continue;
    api.addPanel({
      id: definition.id,
      component: definition.id,
      tabComponent: definition.id,
      title: definition.title,
      params: { group: definition.followsSymbol ? 'A' : null, ticker: '' },
      ...(place.beside === undefined
        ? {}
        : { position: { referencePanel: place.beside, direction: place.direction ?? 'right' } }),
      ...(place.width === undefined ? {} : { initialWidth: place.width }),
      ...(place.height === undefined ? {} : { initialHeight: place.height }),
      ...(place.inactive === undefined ? {} : { inactive: place.inactive }),
    });
  }
  api.getPanel('confluence')?.api.setActive();
}
