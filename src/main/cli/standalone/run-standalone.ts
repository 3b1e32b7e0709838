import { gunzipSync } from 'node:zlib';
import { ok } from '../../../engine/domain/outcome.ts';
import { unreadableFile } from '../../../engine/domain/unreadable-file.ts';
import { exitCodes } from '../exit-codes.ts';
import { gexOptions, gexVerb } from './gex-verb.ts';
import { greeksOptions, greeksVerb } from './greeks-verb.ts';
import { ivOptions, ivVerb } from './iv-verb.ts';
import { vpinOptions, vpinVerb } from './vpin-verb.ts';
import { indicatorsOptions, indicatorsVerb } from './indicators-verb.ts';
import { volOptions, volVerb } from './vol-verb.ts';
import { scoreOptions, scoreVerb } from './score-verb.ts';
import { type VerbArguments, verbArguments, type VerbOptions } from './verb-arguments.ts';
import { failed, type TextFile, type VerbOutcome, type VerbResult } from './verb-result.ts';

export type StandaloneIo = {
  readonly readFile: (path: string) => Promise<Uint8Array>;
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
};

type Verb = {
  readonly options: VerbOptions;
  readonly run: (args: VerbArguments, file: TextFile | null) => VerbOutcome<VerbResult>;
};

const verbs: Readonly<Record<string, Verb>> = {
  greeks: { options: greeksOptions, run: greeksVerb },
  iv: { options: ivOptions, run: ivVerb },
  gex: { options: gexOptions, run: gexVerb },
  vol: { options: volOptions, run: volVerb },
  vpin: { options: vpinOptions, run: vpinVerb },
  indicators: { options: indicatorsOptions, run: indicatorsVerb },
  score: { options: scoreOptions, run: scoreVerb },
};

function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

async function readText(path: string, io: StandaloneIo): Promise<VerbOutcome<TextFile>> {
  try {
    const bytes = await io.readFile(path);
    return ok({ name: path, text: new TextDecoder().decode(isGzip(bytes) ? gunzipSync(bytes) : bytes) });
  } catch (error) {
    return failed(unreadableFile(path, error));
  }
}

async function answer(verb: Verb, args: VerbArguments, io: StandaloneIo): Promise<VerbOutcome<VerbResult>> {
  if (args.file === null) return verb.run(args, null);
  const file = await readText(args.file, io);
  return file.ok ? verb.run(args, file.value) : file;
}

function refuse(failure: { readonly code: 'usage' | 'failed'; readonly message: string }, io: StandaloneIo): number {
  io.stderr(failure.message);
  return failure.code === 'usage' ? exitCodes.usage : exitCodes.failed;
}

/**
 * Runs a verb that needs no running program, on a file (plain or gzip). Result on
 * `stdout`, as a table or with `--json` as one JSON document; remarks on `stderr`. Returns the exit code.
 */
export async function runStandalone(name: string, argv: readonly string[], io: StandaloneIo): Promise<number> {
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) return refuse({ code: 'usage', message: `There is no command "${name}"` }, io);
  const args = verbArguments(argv, verb.options);
  if (!args.ok) return refuse(args.failure, io);
  const result = await answer(verb, args.value, io);
  if (!result.ok) return refuse(result.failure, io);
  for (const note of result.value.notes) io.stderr(note);
  io.stdout(args.value.json ? JSON.stringify(result.value.json, null, 2) : result.value.table);
  return result.value.exitCode;
}
