import { TriangleAlert, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ProcessState } from '../../engine/contract/host-contract.ts';
import { links } from '../bridge/links.ts';
import { Button } from '../components/button.tsx';
import { age } from '../components/format.ts';
import { clockTime } from '../components/format-time.ts';
import { gateFeed, hostStatus, processes } from '../stores/feeds.ts';
import { linkGraceMs, useLinkStatus } from '../stores/link-status.ts';
import { useOrderAbsence } from '../stores/broker-absence.ts';
import { silentAfterMs, useSilence } from '../stores/silence.ts';
import { useFeedItem, useFeedItems } from '../stores/use-feed.ts';
import { useWallNow } from '../stores/world-clock.ts';
import { openDialog } from './dialogs.ts';
import { openSetting } from './open-setting.ts';
import { reportAnswer } from './trading-commands.ts';
import { testIdOf, testIds } from '../components/test-ids.ts';

function Banner({
  tone,
  id,
  children,
  action,
}: {
  readonly tone: 'attention' | 'danger';
  readonly id: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
}) {
  return (
    <div
      className="banner"
      data-tone={tone}
      role={tone === 'danger' ? 'alert' : 'status'}
      data-testid={testIdOf.banner(id)}
    >
      {id === 'links' ? <Unplug size={14} aria-hidden /> : <TriangleAlert size={14} aria-hidden />}
      <p>{children}</p>
      {action}
    </div>
  );
}

function LinkBanner() {
  const now = useWallNow();
  const all = Object.entries(useLinkStatus());
  const lost = all.filter(([, status]) => status.lostSince !== null && now - status.lostSince > linkGraceMs);
  const first = lost[0]?.[1];
  if (!first) return null;
  const names = lost.length === all.length ? 'the engine' : lost.map(([name]) => name).join(', ');
  const since = Math.min(...lost.map(([, status]) => status.lostSince ?? now));
  return (
    <Banner tone="danger" id="links">
      <strong>
        No link to {names} for {age(now - since)}.
      </strong>{' '}
      What is shown is from before. Orders at the broker stay as they are. {first.detail} (attempt {first.attempts})
    </Banner>
  );
}

const standsStill: Readonly<Record<string, string>> = {
  ingestion: 'Prices are from before.',
  analytics: 'Scores are from before.',
  execution: 'Orders, positions and the gate are from before; what is sent now may wait or be lost.',
  desk: 'Alerts wait.',
};

const alive = new Set<ProcessState['state']>(['running', 'not-answering']);

/** The link stands, the process does not answer: frozen, or far too busy. */
function SilenceBanners() {
  const now = useWallNow();
  const running = useFeedItems(processes);
  return Object.entries(useSilence()).map(([name, since]) => {
    const process = running.get(name);
    if (since === undefined || !process || !alive.has(process.state)) return null;
    return (
      <Banner
        key={name}
        tone={name === 'execution' ? 'danger' : 'attention'}
        id={`silent-${name}`}
        action={<Button onClick={() => restart(process.process)}>Restart {name}</Button>}
      >
        <strong>
          {name} does not answer, last heard {age(Math.max(silentAfterMs, now - since))} ago.
        </strong>{' '}
        {standsStill[name]}
      </Banner>
    );
  });
}

function restart(process: ProcessState['process']): void {
  void links()
    .host.call.restartProcess({ process, kill: false })
    .then((answer) => reportAnswer(`Restart ${process}`, answer));
}

function ProcessBanners() {
  // Processes live by this computer's clock, not by the market's.
  const now = useWallNow();
  const broken = [...useFeedItems(processes).values()].filter(
    ({ state }) => state === 'restarting' || state === 'not-answering' || state === 'gave-up' || state === 'stopped',
  );
  return broken.map((process) => (
    <Banner
      key={process.process}
      tone={process.state === 'restarting' ? 'attention' : 'danger'}
      id={`process-${process.process}`}
      action={
        process.state === 'restarting' ? undefined : (
          <Button onClick={() => restart(process.process)}>Restart {process.process}</Button>
        )
      }
    >
      <strong>
        {process.process}{' '}
        {process.state === 'restarting'
          ? 'is restarting'
          : process.state === 'gave-up'
            ? 'keeps failing and was left stopped'
            : process.state === 'not-answering'
              ? 'does not answer'
              : 'is stopped'}
        , {age(Math.max(0, now - process.since))} so far.
      </strong>{' '}
      {process.lastExit} {process.restarts > 0 ? `Restarts: ${process.restarts}.` : ''}
    </Banner>
  ));
}

function GateBanner() {
  const gate = useFeedItem(gateFeed, 'gate');
  const absence = useOrderAbsence();
  if (!gate || gate.state === 'active') return null;
  const words = {
    closed: 'Orders are blocked',
    reducing: 'Only orders that reduce are let through',
    halted: 'Trading is halted',
  }[gate.state];
  return (
    <Banner
      tone={gate.state === 'halted' ? 'danger' : 'attention'}
      id="gate"
      action={
        gate.killed ? (
          <Button onClick={() => openDialog('release')} data-testid={testIds.releaseButton}>
            Release…
          </Button>
        ) : absence?.address ? (
          <Button onClick={() => openSetting('broker.host')}>Broker settings</Button>
        ) : undefined
      }
    >
      <strong>
        {words} since {clockTime(gate.since)} ET.
      </strong>{' '}
      {gate.killed
        ? gate.killedReason
        : absence && gate.state === 'closed'
          ? `${absence.fact}. ${absence.remedy}`
          : gate.reason}
    </Banner>
  );
}

function HostBanners() {
  const status = useFeedItem(hostStatus, 'host');
  if (!status) return null;
  return (
    <>
      {status.settingsProblem ? (
        <Banner tone="attention" id="settings">
          <strong>Settings could not be read; defaults are in use.</strong> {status.settingsProblem.message}
        </Banner>
      ) : null}
      {status.killFile ? (
        <Banner tone="danger" id="kill-file">
          <strong>A kill file lies in {status.homeDirectory}.</strong> Remove it to trade again.
        </Banner>
      ) : null}
    </>
  );
}

/** Facts that change what the trader may rely on, one line each. */
export function Banners() {
  return (
    <div className="banners">
      <LinkBanner />
      <HostBanners />
      <ProcessBanners />
      <SilenceBanners />
      <GateBanner />
    </div>
  );
}
