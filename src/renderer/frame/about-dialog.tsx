import { Dialog } from '../components/dialog.tsx';
import { hostStatus } from '../stores/feeds.ts';
import { useFeedItem } from '../stores/use-feed.ts';
import { closeDialog } from './dialogs.ts';
import { testIds } from '../components/test-ids.ts';

export function AboutDialog() {
  const status = useFeedItem(hostStatus, 'host');
  return (
    <Dialog title="About Quorum" onClose={closeDialog} testId={testIds.aboutDialog}>
      <dl className="facts selectable">
        <dt>Version</dt>
        <dd>{status?.version ?? '–'}</dd>
        <dt>Shell</dt>
        <dd>{status?.shell ?? '–'}</dd>
        <dt>Data</dt>
        <dd>{status?.dataDirectory ?? '–'}</dd>
      </dl>
      <p>
        Charts: Lightweight Charts™, copyright TradingView, Inc.,{' '}
        <a className="selectable" href="https://www.tradingview.com/" target="_blank" rel="noreferrer">
          https://www.tradingview.com/
        </a>
        , Apache License 2.0.
      </p>
      <p className="faint">Grids: AG Grid Community (MIT). Docking: dockview (MIT). Icons: Lucide (ISC).</p>
    </Dialog>
  );
}
