import { terminalText } from '../../domain/shown-text.ts';
import { archiveVerb } from './archive-verb.ts';
import { dataUsage, readDataArguments } from './data-arguments.ts';
import { exit, type DataOutput, type DataVerb } from './data-verb.ts';
import { importVerb } from './import-verb.ts';
import { recordingsVerb } from './recordings-verb.ts';
import { replayVerb } from './replay-verb.ts';

const verbs: Readonly<Record<string, DataVerb>> = {
  archive: archiveVerb,
  import: importVerb,
  recordings: recordingsVerb,
  replay: replayVerb,
};

/** The verbs on recorded and archived data: answers the exit code. */
export async function runData(argv: readonly string[], given: DataOutput, signal: AbortSignal): Promise<number> {
  // Names in archives and texts of vendors are somebody else's: a terminal must not obey them.
  const output: DataOutput = {
    out: (text) => given.out(terminalText(text)),
    err: (text) => given.err(terminalText(text)),
  };
  const wanted = readDataArguments(argv);
  const verb = wanted.ok && Object.hasOwn(verbs, wanted.value.verb) ? verbs[wanted.value.verb] : undefined;
  if (!wanted.ok || !verb) {
    output.err(`${wanted.ok ? `There is no command "${wanted.value.verb}"` : wanted.failure.message}\n${dataUsage}`);
    return exit.usage;
  }
  try {
    return await verb({ wanted: wanted.value, output, signal });
  } catch (error) {
    output.err(error instanceof Error ? error.message : String(error));
    return exit.failed;
  }
}
