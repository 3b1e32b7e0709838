import './bridge/without-code-generation.ts';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.tsx';
import { followAppearance } from './frame/appearance.ts';
import { listenForCommands } from './frame/commands/dispatcher.ts';
import { registerFrameCommands } from './frame/frame-commands.ts';
import { followAlerts } from './frame/notifications.ts';
import { parseRoute } from './frame/route.ts';
import { registerTradingCommands } from './frame/trading-commands.ts';
import { workspace } from './frame/workspace-actions.ts';
import { followLinks } from './stores/link-status.ts';
import { followSilence } from './stores/silence.ts';
import { followOtherWindows } from './stores/symbols.ts';
import { windows } from './windows/index.ts';
import { fetchWindowsWhenIdle } from './windows/lazy-window.ts';
import './theme/tokens.css';
import './theme/base.css';

const route = parseRoute(location.hash);
followAppearance();
followLinks();
followSilence();
followOtherWindows();
registerTradingCommands();
registerFrameCommands(windows);
listenForCommands(() => workspace().activeWindow());
// One page announces alerts; popped-out windows would repeat them.
if (route.kind === 'workspace') followAlerts();

const root = document.getElementById('root');
if (!root) throw new Error('Invariant: the page has a root element');
createRoot(root).render(
  <StrictMode>
    <App windows={windows} route={route} />
  </StrictMode>,
);
fetchWindowsWhenIdle();
