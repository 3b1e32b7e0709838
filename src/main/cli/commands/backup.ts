import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/** A verified copy of the journal beside the running program. */
export const backup: Command = {
  usage: 'backup [--json]',
  summary: 'verified copy of the journal while it runs',
  flags: [],
  mostWords: 0,
  run: async ({ engine, json, output }) => {
    const execution = engine.link('execution');
    await untilOpen(execution);
    const answer = await execution.call.backup({});
    if (!answer.ok) {
      output.err(`No backup: ${answer.failure.message}`);
      return exitCodes.failed;
    }
    output.out(
      json
        ? JSON.stringify(answer.value)
        : `${answer.value.path}  ${answer.value.bytes} bytes, integrity ${answer.value.integrity}`,
    );
    return exitCodes.done;
  },
};
