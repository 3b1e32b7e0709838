import type { Outcome } from '../domain/outcome.ts';

/** Keys of vendors and channels. Values never reach a renderer, a log, a store or a report. */
export interface Secrets {
  has(name: string): boolean;
  read(name: string): Promise<Outcome<string, 'missing' | 'locked'>>;
}
