import { untilOpen } from '../../host/until-open.ts';
import type { Command } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';

/** Says whether everything received is being recorded, and turns it on or off; the settings remember. */
export const record: Command = {
  usage: 'record [on|off] [--json]',
  summary: 'record everything received, one file a trading day, or stop doing so',
  flags: [],
  mostWords: 1,
  run: async ({ engine, words, json, output }) => {
    const [wanted] = words;
    if (wanted !== undefined && wanted !== 'on' && wanted !== 'off') {
      output.err(`record takes on or off, not "${wanted}"`);
      return exitCodes.usage;
    }
    const host = engine.link('host');
    await untilOpen(host);
    const settings = (await firstRows(host.watch.settings))?.[0]?.settings;
    if (!settings) {
      output.err('Quorum does not tell its settings');
      return exitCodes.failed;
    }
    let { enabled } = settings.recording;
    if (wanted !== undefined) {
      const saved = await host.call.saveSettings({
        ...settings,
        recording: { ...settings.recording, enabled: wanted === 'on' },
      });
      if (!saved.ok) {
        output.err(saved.failure.message);
        return exitCodes.failed;
      }
      ({ enabled } = saved.value.recording);
    }
    output.out(json ? JSON.stringify({ recording: enabled }) : `Recording is ${enabled ? 'on' : 'off'}`);
    return exitCodes.done;
  },
};
