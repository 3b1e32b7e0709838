import { dialog } from 'electron';
import { contracts } from '../../engine/contract/index.ts';
import { connect } from '../../engine/link/connect.ts';
import type { Host } from '../host/host.ts';
import { leaveKillFile } from '../host/kill-file.ts';
import { linkTimers } from '../host/link-timers.ts';
import { untilOpen } from '../host/until-open.ts';

const reachWithinMs = 2_000;

/**
 * The kill switch of the tray works on the execution process itself, with every window closed. When that process does not
 * answer, the kill file blocks trading from its next start on.
 */
export async function killFromTray(host: Host): Promise<void> {
  const execution = connect(contracts.execution, {
    dial: host.dial('execution'),
    token: host.tokens.host,
    client: 'tray',
    timers: linkTimers,
  });
  try {
    if (!(await untilOpen(execution, reachWithinMs))) return fallBack(host, 'The execution process does not answer');
    const answer = await execution.call.kill({ flatten: false, reason: 'tray', drill: false });
    if (!answer.ok) return fallBack(host, answer.failure.message);
    if (!answer.value.accepted) dialog.showErrorBox('Kill switch', answer.value.message);
  } finally {
    execution.close();
  }
}

function fallBack(host: Host, why: string): void {
  const path = leaveKillFile(host.directories.home, 'tray');
  dialog.showErrorBox(
    'Kill switch',
    `${why}. Kill file written to ${path}: trading stays blocked until it is removed.`,
  );
}
