import { leaveKillFile } from '../../host/kill-file.ts';
import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/** More than the contract takes would be refused, and a kill must not fail over words. */
const longestReason = 200;

/** Cancels all orders and blocks new ones. */
export const kill: Command = {
  usage: 'kill [--flatten] [--reason TEXT] [--drill] [--json]',
  summary: 'cancel every order and block new ones; --flatten also closes positions; --drill only measures',
  flags: ['flatten', 'reason', 'drill'],
  mostWords: 0,
  run: async ({ engine, flags, home, json, output }) => {
    const execution = engine.link('execution');
    const reason = typeof flags.reason === 'string' ? flags.reason.slice(0, longestReason) : 'command line';
    const reached = await untilOpen(execution, 2_000);
    const answer = reached
      ? await execution.call.kill({ flatten: flags.flatten === true, reason, drill: flags.drill === true })
      : null;
    if (answer?.ok) {
      output.out(
        json
          ? JSON.stringify(answer.value)
          : `${answer.value.message} (${answer.value.cancelled} orders, ${answer.value.elapsedMs.toFixed(1)} ms)`,
      );
      return answer.value.accepted ? exitCodes.done : exitCodes.failed;
    }
    const why = answer === null ? 'The execution process does not answer' : answer.failure.message;
    if (flags.drill === true) {
      output.err(`${why}. This was a drill: nothing was blocked.`);
      return exitCodes.failed;
    }
    const path = leaveKillFile(home, reason);
    output.err(`${why}. Kill file written to ${path}: trading stays blocked until it is removed.`);
    return exitCodes.unknown;
  },
};
