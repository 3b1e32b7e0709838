import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/** One more window of the running program: prints a fresh address. */
export const window: Command = {
  usage: 'window [--json]',
  summary: 'a fresh address for one more window of the running program',
  flags: [],
  mostWords: 0,
  run: async ({ engine, json, output }) => {
    const host = engine.link('host');
    await untilOpen(host);
    const answer = await host.call.openWindow({ route: '' });
    if (!answer.ok) {
      output.err(answer.failure.message);
      return exitCodes.failed;
    }
    output.out(json ? JSON.stringify(answer.value) : answer.value.url || 'A window was opened.');
    return exitCodes.done;
  },
};
