import { Search } from 'lucide-react';
import { sessionPhase, type SessionPhase } from '../../../engine/domain/calendar.ts';
import { Button } from '../../components/button.tsx';
import { clockTime } from '../../components/format-time.ts';
import { hostStatus } from '../../stores/feeds.ts';
import { useFeedItem } from '../../stores/use-feed.ts';
import { linkGraceMs, useLinkStatus } from '../../stores/link-status.ts';
import { useWallNow, useWorldNow } from '../../stores/world-clock.ts';
import { comboLabel } from '../commands/combo.ts';
import { isMac } from '../commands/platform.ts';
import { openDialog } from '../dialogs.ts';
import { PracticeControls } from './practice-controls.tsx';
import { testIds } from '../../components/test-ids.ts';

const phases: Readonly<Record<SessionPhase, { readonly short: string; readonly long: string }>> = {
  'pre-market': { short: 'PRE', long: 'Pre-market session' },
  regular: { short: 'RTH', long: 'Regular trading hours' },
  'after-hours': { short: 'POST', long: 'After-hours session' },
  closed: { short: 'CLOSED', long: 'The market is closed' },
};

function Clock() {
  const now = useWorldNow();
  const known = useFeedItem(hostStatus, 'host') !== null;
  const phase = phases[sessionPhase(now)];
  return (
    <div className="clock" data-testid={testIds.clock}>
      <time>{known ? clockTime(now) : '––:––:––'}</time>
      <span className="label">ET</span>
      {known ? (
        <span className="label" title={phase.long} data-testid={testIds.sessionPhase}>
          {phase.short}
        </span>
      ) : null}
    </div>
  );
}

function ModeBadge() {
  const mode = useFeedItem(hostStatus, 'host')?.mode;
  const now = useWallNow();
  const lostSince = useLinkStatus(({ host }) => host?.lostSince ?? null);
  const without = lostSince !== null && now - lostSince > linkGraceMs ? 'NO ENGINE' : 'STARTING';
  return (
    <div className="mode-badge" data-testid={testIds.modeBadge}>
      {mode ? mode.toUpperCase() : without}
    </div>
  );
}

/** Mode, product, window, practice controls, palette and the market's clock. */
export function TitleBar({ title }: { readonly title: string }) {
  return (
    <header className="title-bar">
      <ModeBadge />
      <span className="product">Quorum</span>
      <span className="muted ellipsis">{title}</span>
      <span className="spacer" />
      <PracticeControls />
      <Button
        className="find-button"
        aria-label="Find anything"
        onClick={() => openDialog('palette')}
        data-testid={testIds.openPalette}
      >
        <span className="row">
          <Search size={12} aria-hidden /> <span>Find anything</span>
        </span>
        <span className="kbd">{comboLabel('Mod+K', isMac)}</span>
      </Button>
      <Clock />
    </header>
  );
}
