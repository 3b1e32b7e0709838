import { writeFileSync } from 'node:fs';
import type { Command } from '../command.ts';
import { untilOpen } from '../engine-links.ts';
import { exitCodes } from '../exit-codes.ts';
import { killFilePath } from '../../host/kill-file.ts';

/** The kill file works even when the execution process does not answer: it is read again at its next start. */
function leaveKillFile(home: string, reason: string): string {
  const path = killFilePath(home);
  writeFileSync(path, `${reason}\n`, { mode: 0o600 });
  return path;
}

/** Cancels all orders and blocks new ones. */
export const kill: Command = {
  usage: 'kill [--flatten] [--reason TEXT] [--drill]',
  summary: 'cancel every order and block new ones; --flatten also closes positions; --drill only measures',
  run: async ({ engine, flags, home, json, output }) => {
    const execution = engine.link('execution');
    const reason = typeof flags['reason'] === 'string' ? flags['reason'] : 'command line';
    const reached = await untilOpen(execution, 2_000);
    const answer = reached ? await execution.call.kill({ flatten: flags['flatten'] === true, reason, drill: flags['drill'] === true }) : null;
    if (answer?.ok) {
      output.out(json ? JSON.stringify(answer.value) : `${answer.value.message} (${answer.value.cancelled} orders, ${answer.value.elapsedMs.toFixed(1)} ms)`);
      return answer.value.accepted ? exitCodes.done : exitCodes.failed;
    }
    const path = leaveKillFile(home, reason);
    output.err(`${answer === null ? 'The execution process does not answer' : answer.failure.message}. Kill file written to ${path}: trading stays blocked until it is removed.`);
    return exitCodes.unknown;
  },
};
