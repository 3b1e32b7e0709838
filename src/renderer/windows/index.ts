import {
  Activity,
  Bell,
  Briefcase,
  ChartCandlestick,
  Crosshair,
  Layers3,
  ListOrdered,
  NotebookPen,
  Settings2,
} from 'lucide-react';
import type { WindowDefinition } from '../frame/window-definition.ts';
import { Confluence } from './confluence/index.tsx';
import { lazyWindow } from './lazy-window.ts';

/** In the order of Alt+1 to Alt+9. The grid is what a start waits for; the others come in chunks of their own, right after it. */
export const windows: readonly WindowDefinition[] = [
  {
    id: 'confluence',
    title: 'Confluence',
    icon: Layers3,
    followsSymbol: true,
    component: Confluence,
  },
  {
    id: 'deep-dive',
    title: 'Deep dive',
    icon: ChartCandlestick,
    followsSymbol: true,
    component: lazyWindow(async () => (await import('./deep-dive/index.tsx')).DeepDive),
  },
  {
    id: 'trade',
    title: 'Ticket',
    icon: Crosshair,
    followsSymbol: true,
    component: lazyWindow(async () => (await import('./trade/index.tsx')).Trade),
  },
  {
    id: 'positions',
    title: 'Positions',
    icon: Briefcase,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./positions/index.tsx')).Positions),
  },
  {
    id: 'orders',
    title: 'Orders',
    icon: ListOrdered,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./orders/index.tsx')).Orders),
  },
  {
    id: 'journal',
    title: 'Journal',
    icon: NotebookPen,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./journal/index.tsx')).Journal),
  },
  {
    id: 'alerts',
    title: 'Alerts',
    icon: Bell,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./alerts/index.tsx')).Alerts),
  },
  {
    id: 'health',
    title: 'Health',
    icon: Activity,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./health/index.tsx')).Health),
  },
  {
    id: 'settings',
    title: 'Settings',
    icon: Settings2,
    followsSymbol: false,
    component: lazyWindow(async () => (await import('./settings/index.tsx')).SettingsWindow),
  },
];
