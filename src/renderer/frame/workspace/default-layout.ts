import type { DockviewApi } from 'dockview-react';
import type { WindowDefinition } from '../window-definition.ts';

type Place = {
  readonly id: string;
  readonly beside?: string;
  readonly direction?: 'right' | 'below' | 'within';
  readonly width?: number;
  readonly height?: number;
  readonly inactive?: boolean;
  /** Smallest width its group may be dragged or shrunk to. */
  readonly least?: number;
};

/** Below this the ticket cannot read well. */
const sideWidth = 372;
const leastSide = 328;
const roomForSide = 1_060;

/** Grid over chart on the left, ticket over the blotter on the right. */
function wide(width: number, height: number): readonly Place[] {
  const side = Math.min(Math.max(sideWidth, Math.round(width * 0.2)), Math.round(width * 0.34));
  return [
    { id: 'confluence' },
    { id: 'trade', beside: 'confluence', direction: 'right', width: side, least: leastSide },
    { id: 'deep-dive', beside: 'confluence', direction: 'below', height: Math.round(height * 0.5) },
    { id: 'positions', beside: 'trade', direction: 'below', height: Math.round(height * 0.4) },
    { id: 'orders', beside: 'positions', direction: 'within', inactive: true },
    { id: 'alerts', beside: 'positions', direction: 'within', inactive: true },
  ];
}

/** The grid keeps the whole width; below it the ticket, and the chart over the blotter's tabs. */
function narrow(height: number): readonly Place[] {
  return [
    { id: 'confluence' },
    { id: 'deep-dive', beside: 'confluence', direction: 'below', height: Math.round(height * 0.58) },
    { id: 'trade', beside: 'deep-dive', direction: 'right', width: sideWidth, least: leastSide },
    { id: 'positions', beside: 'deep-dive', direction: 'within', inactive: true },
    { id: 'orders', beside: 'deep-dive', direction: 'within', inactive: true },
    { id: 'alerts', beside: 'deep-dive', direction: 'within', inactive: true },
  ];
}

export function applyDefaultLayout(api: DockviewApi, windows: readonly WindowDefinition[]): void {
  api.clear();
  const { width, height } = api;
  for (const place of width < roomForSide ? narrow(height) : wide(width, height)) {
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
      ...(place.least === undefined ? {} : { minimumWidth: place.least }),
      ...(place.inactive === undefined ? {} : { inactive: place.inactive }),
    });
  }
  api.getPanel('confluence')?.api.setActive();
}
