import { RotateCw, Zap } from 'lucide-react';
import { useState } from 'react';
import type { ProcessHealth } from '../../../engine/contract/health-schemas.ts';
import type { ProcessState } from '../../../engine/contract/host-contract.ts';
import { links } from '../../bridge/links.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { Button } from '../../components/button.tsx';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { age, bytes, milliseconds, missing, number } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { useSilence, type TalkingProcess } from '../../stores/silence.ts';
import { useWallNow } from '../../stores/world-clock.ts';

const tones: Readonly<Record<ProcessState['state'], BadgeTone>> = {
  starting: 'attention',
  running: 'normal',
  'not-answering': 'danger',
  restarting: 'attention',
  stopped: 'danger',
  'gave-up': 'danger',
};
const losses: Readonly<Record<ProcessState['process'], string>> = {
  practice: 'the practice market stops until it is back',
  ingestion: 'prices stand still until it is back',
  analytics: 'scores stand still until it is back',
  execution: 'new orders are blocked until it is back and reconciled; orders at the broker stay',
  desk: 'alerts wait until it is back',
};

type Asking = { readonly process: ProcessState['process']; readonly kill: boolean };

function restart({ process, kill }: Asking): void {
  const what = kill ? `Kill drill: ${process}` : `Restart ${process}`;
  void links()
    .host.call.restartProcess({ process, kill })
    .then((answer) => reportAnswer(what, answer));
}

function StateBadge({ process }: { readonly process: ProcessState }) {
  const now = useWallNow();
  const since = useSilence((state) => state[process.process as TalkingProcess]);
  if ((process.state === 'running' || process.state === 'not-answering') && since !== undefined)
    return (
      <Badge tone="danger" title="It runs, but has said nothing since; its figures are from then">
        silent {age(now - since)}
      </Badge>
    );
  return (
    <Badge tone={tones[process.state]} title={`Since ${clockTime(process.since)} ET`}>
      {process.state.replace('-', ' ')}
    </Badge>
  );
}

type Props = { readonly states: readonly ProcessState[]; readonly health: ReadonlyMap<string, ProcessHealth> };

/** The engine's processes with what each costs; a drill kills one to show that the rest goes on. */
export function ProcessTable({ states, health }: Props) {
  const [asking, setAsking] = useState<Asking | null>(null);
  return (
    <>
      <table className="data-table health-table narrows">
        <thead>
          <tr>
            <th>Process</th>
            <th>State</th>
            <th className="num wide-only">PID</th>
            <th className="num wide-only">Up</th>
            <th className="num wide-only">Memory</th>
            <th className="num wide-only">CPU</th>
            <th className="num wide-only" title="Event loop delay, 99th percentile">
              Loop p99
            </th>
            <th className="num widest-only">Links</th>
            <th className="num widest-only">Streams</th>
            <th className="num">Restarts</th>
            <th className="wide-only">Last exit</th>
            <th>
              <span className="sr-only">Actions</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {states.map((each) => {
            const figures = each.state === 'running' ? health.get(each.process) : undefined;
            return (
              <tr key={each.process} data-testid={testIds.healthProcess} data-process={each.process}>
                <td className="strong">{each.process}</td>
                <td>
                  <StateBadge process={each} />
                </td>
                <td className="num selectable wide-only">{each.pid ?? missing}</td>
                <td className="num wide-only">{age(figures?.uptimeMs)}</td>
                <td className="num wide-only">{bytes(figures?.memoryBytes)}</td>
                <td className="num wide-only">{figures ? `${number(figures.cpuPercent, 1)}%` : missing}</td>
                <td className={`num wide-only ${figures && figures.eventLoopDelayP99Ms > 100 ? 'attention' : ''}`}>
                  {milliseconds(figures?.eventLoopDelayP99Ms)}
                </td>
                <td className="num widest-only">{number(figures?.links, 0)}</td>
                <td className="num widest-only">{number(figures?.subscriptions, 0)}</td>
                <td className={`num ${each.restarts > 0 ? 'attention' : 'faint'}`}>{number(each.restarts, 0)}</td>
                <td className="health-words wide-only" title={each.lastExit}>
                  {each.lastExit || <span className="faint">{missing}</span>}
                </td>
                <td>
                  <span className="cell-actions">
                    <Button
                      onClick={() => setAsking({ process: each.process, kill: false })}
                      title={`Restart ${each.process}`}
                      data-testid={testIds.healthRestart}
                    >
                      <RotateCw size={12} aria-hidden /> Restart
                    </Button>
                    <Button
                      tone="quiet"
                      disabled={each.state !== 'running'}
                      onClick={() => setAsking({ process: each.process, kill: true })}
                      title="Kills the process as a crash would and watches it come back"
                      data-testid={testIds.healthKill}
                    >
                      <Zap size={12} aria-hidden /> Kill drill
                    </Button>
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {asking ? (
        <ConfirmDialog
          title={asking.kill ? `Kill drill: ${asking.process}` : `Restart ${asking.process}`}
          confirm={asking.kill ? 'Kill it' : 'Restart'}
          danger={asking.kill}
          onClose={() => setAsking(null)}
          onConfirm={() => restart(asking)}
        >
          <p>
            {asking.kill
              ? 'The process ends without a chance to tidy up, as in a crash, and is started again. Meanwhile '
              : 'Meanwhile '}
            {losses[asking.process]}.
          </p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
