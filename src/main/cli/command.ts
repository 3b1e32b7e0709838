import type { EngineLinks } from './engine-links.ts';

export type Output = { out(text: string): void; err(text: string): void };

/** What a verb gets: its own words and flags, the running program, where to write. */
export type CommandContext = {
  readonly words: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | undefined>>;
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
  run(context: CommandContext): Promise<number>;
};
