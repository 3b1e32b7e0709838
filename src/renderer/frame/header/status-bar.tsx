import { OctagonX } from 'lucide-react';
import { Badge } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { age } from '../../components/format.ts';
import { gateFeed } from '../../stores/feeds.ts';
import { useSilence } from '../../stores/silence.ts';
import { useFeedCondition, useFeedItem } from '../../stores/use-feed.ts';
import { useWallNow } from '../../stores/world-clock.ts';
import { openDialog } from '../dialogs.ts';
import { AccountLine } from './account-line.tsx';
import { FeedDots } from './feed-dots.tsx';
import { VendorCount } from './vendor-count.tsx';
import { RegimeLine } from './regime-line.tsx';
import { testIds } from '../../components/test-ids.ts';

const gateTone = { active: 'normal', closed: 'attention', reducing: 'attention', halted: 'danger' } as const;
const gateWords = { active: 'GATE OPEN', closed: 'GATE CLOSED', reducing: 'REDUCING', halted: 'HALTED' } as const;

/** What the gate said last says nothing while its process does not answer. */
function SilentGate({ since }: { readonly since: number }) {
  const now = useWallNow();
  return (
    <span data-testid={testIds.gateState}>
      <Badge tone="danger" title="The execution process does not answer: whether orders are let through is not known">
        NOT ANSWERING {age(now - since)}
      </Badge>
    </span>
  );
}

/** Always there: whether an order would be let through is no detail. */
function GateBadges() {
  const gate = useFeedItem(gateFeed, 'gate');
  const { phase } = useFeedCondition(gateFeed);
  const silentSince = useSilence((state) => state.execution);
  if (silentSince !== undefined) return <SilentGate since={silentSince} />;
  if (!gate || phase !== 'live')
    return (
      <Badge tone="attention" title="The order process has not said whether orders are let through">
        GATE UNKNOWN
      </Badge>
    );
  return (
    <span className="row" data-testid={testIds.gateState}>
      <Badge
        tone={gateTone[gate.state]}
        title={gate.state === 'active' ? 'Orders that pass every rule are let through' : gate.reason}
      >
        {gateWords[gate.state]}
      </Badge>
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
      data-testid={testIds.killButton}
      title="Cancel everything and block new orders"
    >
      <OctagonX size={14} aria-hidden /> {killed ? 'KILLED' : 'KILL'}
    </Button>
  );
}

export function StatusBar() {
  return (
    <div className="status-bar" role="region" aria-label="Market and account">
      <div className="status-facts">
        <RegimeLine />
        <span className="divider" />
        <AccountLine />
      </div>
      <div className="status-safety">
        <GateBadges />
        <FeedDots />
        <VendorCount />
        <KillButton />
      </div>
    </div>
  );
}
