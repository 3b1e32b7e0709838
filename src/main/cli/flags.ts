import { parseArgs } from 'node:util';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import type { Command, CommandContext } from './command.ts';

const kinds = {
  flatten: 'boolean',
  drill: 'boolean',
  reason: 'string',
  format: 'string',
  out: 'string',
  ticker: 'string',
  seconds: 'string',
} as const;
export type FlagName = keyof typeof kinds;

/** The words and flags of one verb; what it does not know is refused, never ignored. */
export function readFlags(
  command: Command,
  argv: readonly string[],
): Outcome<Pick<CommandContext, 'words' | 'flags' | 'json'>, 'usage'> {
  const options = Object.fromEntries(command.flags.map((name) => [name, { type: kinds[name] }]));
  try {
    const { values, positionals } = parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { ...options, json: { type: 'boolean' } },
    });
    const extra = positionals[command.mostWords];
    if (extra !== undefined) return fail('usage', `"${extra}" is one word too many`);
    return ok({ words: positionals, flags: values as CommandContext['flags'], json: values['json'] === true });
  } catch (error) {
    // Only its first sentence: the rest explains a way of Node to pass what no verb takes.
    return fail('usage', (error as Error).message.replace(/\. .*$/s, ''));
  }
}
