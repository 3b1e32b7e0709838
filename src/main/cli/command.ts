import type { EngineLinks } from './engine-links.ts';
import type { FlagName } from './flags.ts';

export type Output = { out(text: string): void; err(text: string): void };

/** What a verb gets: its own words and flags, the running program, where to write. */
export type CommandContext = {
  readonly words: readonly string[];
  readonly flags: Readonly<Partial<Record<FlagName, string | boolean>>>;
  readonly json: boolean;
  readonly engine: EngineLinks;
  readonly home: string;
  readonly output: Output;
  /** Ends long-running verbs. */
  readonly signal: AbortSignal;
};

export type Command = {
  readonly usage: string;
  readonly summary: string;
  /** Flags beside `--json`; any other is a mistake. */
  readonly flags: readonly FlagName[];
  readonly mostWords: number;
  run(context: CommandContext): Promise<number>;
};
