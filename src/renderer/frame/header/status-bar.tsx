import { OctagonX } from 'lucide-react';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { gateFeed } from '../../stores/feeds.ts';
import { useFeedItem } from '../../stores/use-feed.ts';
import { openDialog } from '../dialogs.ts';
import { AccountLine } from './account-line.tsx';
import { FeedDots } from './feed-dots.tsx';
import { RegimeLine } from './regime-line.tsx';

function GateBadges() {
  const gate = useFeedItem(gateFeed, 'gate');
  if (!gate) return null;
  return (
    <span className="row">
      {gate.state === 'active' ? null : (
        <Badge tone={gate.state === 'halted' ? 'danger' : 'attention'} title={gate.reason}>
          {gate.state === 'closed' ? 'GATE CLOSED' : gate.state.toUpperCase()}
        </Badge>
      )}
      {gate.unknownOrders > 0 ? <Badge tone="danger">{gate.unknownOrders} UNKNOWN</Badge> : null}
      {gate.mode === 'live' ? (
        <Badge tone={gate.liveArmed ? 'danger' : 'normal'}>{gate.liveArmed ? 'LIVE ARMED' : 'LIVE NOT ARMED'}</Badge>
      ) : null}
      {gate.oneClickArmed ? (
        <Badge tone="attention" title="Shift+B and Shift+S send at once">
          ONE-CLICK
        </Badge>
      ) : null}
    </span>
  );
}

function KillButton() {
  const killed = useFeedItem(gateFeed, 'gate')?.killed ?? false;
  return (
    <Button
      className="kill-button"
      onClick={() => openDialog(killed ? 'release' : 'kill')}
      data-testid="kill-button"
      title="Cancel everything and block new orders"
    >
      <OctagonX size={14} aria-hidden /> {killed ? 'KILLED' : 'KILL'}
    </Button>
  );
}

export function StatusBar() {
  return (
    <div className="status-bar" role="region" aria-label="Market and account">
      <RegimeLine />
      <span className="divider" />
      <AccountLine />
      <span className="spacer" />
      <GateBadges />
      <FeedDots />
      <KillButton />
    </div>
  );
}
