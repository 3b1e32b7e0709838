import type { VendorCatalogue } from '../../../engine/contract/health-schemas.ts';
import type { Credential } from '../../../engine/contract/host-contract.ts';
import type { Command, CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';
import { firstRows } from '../first-rows.ts';
import { table } from '../table.ts';

type KeyRow = { readonly name: string; readonly from: string; readonly environment: string; readonly problem: string };

const longestValue = 4_000;

function rowsOf(catalogue: readonly VendorCatalogue[], kept: readonly Credential[]): readonly KeyRow[] {
  return catalogue.flatMap(({ vendor, fields }) =>
    fields.map((field) => {
      const name = `${vendor}.${field.name}`;
      const own = kept.find((each) => each.name === name);
      const from = own ? own.where : field.from === 'none' && field.optional ? 'none, optional' : field.from;
      return { name, from, environment: field.environment, problem: own?.problem ?? '' };
    }),
  );
}

async function list({ engine, json, output }: CommandContext): Promise<number> {
  const [catalogue, kept] = await Promise.all([
    firstRows(engine.link('ingestion').watch.catalogue),
    firstRows(engine.link('host').watch.credentials),
  ]);
  if (!catalogue) {
    output.err('Ingestion does not answer: the vendors are not known.');
    return exitCodes.failed;
  }
  const rows = rowsOf(catalogue, kept ?? []);
  output.out(
    json
      ? JSON.stringify(rows, null, 2)
      : table(
          [
            { title: 'key', text: (row) => row.name },
            { title: 'from', text: (row) => row.from },
            { title: 'environment', text: (row) => row.environment },
            { title: 'problem', text: (row) => row.problem },
          ],
          rows,
        ),
  );
  return exitCodes.done;
}

/** The value comes on standard input: on the command line every other program of the user would see it. */
async function readValue(): Promise<string> {
  process.stdin.setEncoding('utf8');
  let text = '';
  for await (const chunk of process.stdin) {
    text += String(chunk);
    if (text.length > longestValue + 2) break;
  }
  return text.trim();
}

async function set({ engine, output }: CommandContext, name: string): Promise<number> {
  const catalogue = await firstRows(engine.link('ingestion').watch.catalogue);
  const known = catalogue?.flatMap(({ vendor, fields }) => fields.map((field) => `${vendor}.${field.name}`));
  if (known && !known.includes(name)) {
    output.err(`There is no key "${name}". Known: ${known.join(', ')}`);
    return exitCodes.usage;
  }
  const value = await readValue();
  if (value === '' || value.length > longestValue) {
    output.err(`Give the key on standard input, 1 to ${longestValue} characters: quorum keys set ${name} < FILE`);
    return exitCodes.usage;
  }
  const answer = await engine.link('host').call.saveCredential({ name, value });
  if (answer.ok) output.out(`${name} is kept (${answer.value.where})`);
  else output.err(answer.failure.message);
  return answer.ok ? exitCodes.done : exitCodes.failed;
}

async function remove({ engine, output }: CommandContext, name: string): Promise<number> {
  const answer = await engine.link('host').call.removeCredential({ name });
  if (answer.ok) output.out(`${name} was removed`);
  else output.err(answer.failure.message);
  return answer.ok ? exitCodes.done : exitCodes.failed;
}

async function test({ engine, json, output }: CommandContext, vendor: string): Promise<number> {
  const answer = await engine.link('ingestion').call.testVendor({ vendor });
  if (!answer.ok) {
    output.err(answer.failure.message);
    return exitCodes.failed;
  }
  const { accepted, message, elapsedMs } = answer.value;
  output.out(json ? JSON.stringify(answer.value) : `${vendor}: ${message} (${elapsedMs.toFixed(0)} ms)`);
  return accepted ? exitCodes.done : exitCodes.failed;
}

/** Vendor keys: which are there, keep one, remove one, try one. No command shows a key. */
export const keys: Command = {
  usage: 'keys [set NAME | remove NAME | test VENDOR] [--json]',
  summary: 'vendor keys: where each comes from; set reads the key from standard input; test asks the vendor',
  flags: [],
  mostWords: 2,
  run: async (context) => {
    const [action, subject] = context.words;
    if (action === undefined) return list(context);
    const run = action === 'set' ? set : action === 'remove' ? remove : action === 'test' ? test : null;
    if (run && subject !== undefined) return run(context, subject);
    context.output.err('usage: quorum keys [set NAME | remove NAME | test VENDOR]');
    return exitCodes.usage;
  },
};
