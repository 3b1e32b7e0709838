import { z } from 'zod';
import {
  batchStream,
  defineContract,
  everyStream,
  latestStream,
  nothing,
  request,
} from '../../src/engine/contract/define.ts';

/** One entry of every sort, small enough to see through. */
export const sampleContract = defineContract('sample', {
  echo: request({
    input: z.strictObject({ text: z.string() }),
    output: z.object({ text: z.string(), role: z.string() }),
  }),
  /** Answers when its signal aborts, or never. */
  hang: request({ input: nothing, output: z.object({}), timeoutMs: 30_000 }),
  hasty: request({ input: nothing, output: z.object({}), timeoutMs: 60 }),
  place: request({
    input: z.strictObject({
      order: z.strictObject({ quantity: z.number().positive(), side: z.enum(['BUY', 'SELL']) }),
    }),
    output: z.object({ placed: z.number() }),
    command: true,
    roles: ['window'],
  }),
  hangingCommand: request({ input: nothing, output: z.object({}), command: true, timeoutMs: 30_000 }),
  explode: request({ input: nothing, output: z.object({}) }),
  refuse: request({ input: nothing, output: z.object({}) }),
  large: request({
    input: z.strictObject({ bytes: z.number() }),
    output: z.object({ text: z.string() }),
    timeoutMs: 20_000,
  }),
  events: everyStream({ params: nothing, item: z.object({ text: z.string() }) }),
  quotes: latestStream({
    params: z.strictObject({ tickers: z.array(z.string()).max(50) }),
    item: z.object({ ticker: z.string(), last: z.number() }),
    key: 'ticker',
  }),
  tape: batchStream({ params: nothing, item: z.object({ ticker: z.string() }), columns: ['time', 'price'] }),
});
export type SampleEntries = typeof sampleContract.entries;
