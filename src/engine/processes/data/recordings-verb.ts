import { join } from 'node:path';
import { openRecording, recordingsIn } from '../../adapters/recording/recorded-session.ts';
import { dataUsage } from './data-arguments.ts';
import { exit, type DataVerb } from './data-verb.ts';

const megabyte = 1024 * 1024;

/** `quorum recordings`: what was recorded, and with `--verify` whether every chunk is sound. */
export const recordingsVerb: DataVerb = async ({ wanted, output }) => {
  if (wanted.words.length > 0) {
    output.err(`"${wanted.words[0] ?? ''}" is one word too many\n${dataUsage}`);
    return exit.usage;
  }
  const folder = join(wanted.folder, 'recordings');
  const paths = await recordingsIn(folder);
  if (paths.length === 0 && !wanted.json) output.out(`No recordings in ${folder}`);
  let damaged = 0;
  for (const path of paths) {
    const session = await openRecording(path);
    if (!session.ok) {
      damaged += 1;
      output.err(session.failure.message);
      continue;
    }
    const { fromMs, toMs, content, title } = session.value;
    const checked = wanted.verify ? await session.value.verify() : null;
    if (checked !== null && !checked.ok) {
      damaged += 1;
      output.err(checked.failure.message);
    }
    const state = checked === null ? 'not checked' : checked.ok ? 'sound' : 'damaged';
    const span = `${new Date(fromMs).toISOString()} to ${new Date(toMs).toISOString()}`;
    const size = `${(content.packedBytes / megabyte).toFixed(1)} MB (${(content.rawBytes / megabyte).toFixed(1)} unpacked)`;
    const torn = content.tornBytes > 0 ? `, ${content.tornBytes} bytes of an unfinished tail left out` : '';
    output.out(
      wanted.json
        ? JSON.stringify({ path, fromMs, toMs, ...content, state })
        : `${title}  ${span}  ${content.items} items  ${size}  ${state}${torn}`,
    );
  }
  return damaged === 0 ? exit.done : exit.failed;
};
