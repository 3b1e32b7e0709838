import type { DataArguments } from './data-arguments.ts';

export const exit = { done: 0, failed: 1, usage: 2 } as const;

export type DataOutput = { out(text: string): void; err(text: string): void };

export type DataVerb = (parts: {
  readonly wanted: DataArguments;
  readonly output: DataOutput;
  readonly signal: AbortSignal;
}) => Promise<number>;
