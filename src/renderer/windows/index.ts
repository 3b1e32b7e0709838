import type { WindowDefinition } from '../frame/window-definition.ts';
import { alertsWindow } from './alerts/index.tsx';
import { confluenceWindow } from './confluence/index.tsx';
import { deepDiveWindow } from './deep-dive/index.tsx';
import { healthWindow } from './health/index.tsx';
import { journalWindow } from './journal/index.tsx';
import { ordersWindow } from './orders/index.tsx';
import { positionsWindow } from './positions/index.tsx';
import { settingsWindow } from './settings/index.tsx';
import { tradeWindow } from './trade/index.tsx';

/** In the order of Alt+1 to Alt+9. */
export const windows: readonly WindowDefinition[] = [
  confluenceWindow,
  deepDiveWindow,
  tradeWindow,
  positionsWindow,
  ordersWindow,
  journalWindow,
  alertsWindow,
  healthWindow,
  settingsWindow,
];
