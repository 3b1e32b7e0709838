import fc from 'fast-check';
import { expect } from 'vitest';
import { unusualWhales } from '../../src/engine/adapters/unusual-whales/unusual-whales.vendor.ts';
import { factFault } from '../../src/engine/ingestion/feeds/fact-fault.ts';
import type { DraftFact } from '../../src/engine/domain/facts/fact.ts';
import type { StreamMessage } from '../../src/engine/ports/vendor.ts';
import { optionTapeFrames } from './option-tape-frames.ts';
import { sharedBytes, sharedFiles } from './shared-samples.ts';
import { contextAt } from './translated.ts';
import { anyAnswer, change, mutated } from './uw-payloads.ts';

const context = contextAt(Date.UTC(2026, 9, 5, 14, 31), {
  symbol: 'AAPL',
  parameters: { expiry: '20261016', etf: 'SPY', sector: 'Technology' },
});
const { endpoints, streams } = unusualWhales;
const read = streams[0]?.read;

/** A fact nobody may doubt: finite numbers, times that can be, no negative size or price. */
function expectSound(fact: DraftFact): void {
  const fault = factFault(fact);
  if (fault !== null) throw new Error(`${fact.kind} ${fact.key}: ${fault}`);
  if (fact.eventTime < 0 || fact.eventTime > Date.UTC(2100, 0)) throw new Error(`${fact.kind} at ${fact.eventTime}`);
  const body = fact.body as Readonly<Record<string, unknown>>;
  for (const name of [
    'price',
    'size',
    'premium',
    'totalPremium',
    'impliedVol',
    'strike',
    'dayVolume',
    'openInterest',
  ]) {
    if (typeof body[name] === 'number' && body[name] < 0) throw new Error(`${fact.kind} ${name} is ${body[name]}`);
  }
}

function translateEverywhere(value: unknown): number {
  let facts = 0;
  for (const endpoint of endpoints) {
    const { facts: made, refusals } = endpoint.translate({ kind: 'json', value }, context);
    for (const fact of made) expectSound(fact);
    for (const { reason, sample } of refusals) if (reason === '' || sample.length > 200) throw new Error(reason);
    facts += made.length;
  }
  return facts;
}

function readAsFrames(value: unknown): number {
  let facts = 0;
  for (const channel of [
    'option_trades:AAPL',
    'flow-alerts',
    'gex:SPY',
    'gex_strike_expiry:SPY',
    'price:SPY',
    'news',
    'off_lit_trades',
    'toString',
    '',
  ]) {
    for (const message of read?.(JSON.stringify([channel, value]), context) ?? []) {
      if (message.kind !== 'facts') continue;
      for (const fact of message.facts) expectSound(fact);
      facts += message.facts.length;
    }
  }
  return facts;
}

/** Cases of payloads made up from the vendor's own names. */
export function fuzzInvented(cases: number, seed: number): number {
  let facts = 0;
  fc.assert(
    fc.property(anyAnswer, (value) => {
      facts += translateEverywhere(value);
      const rows = (value as { data?: unknown } | null)?.data;
      facts += readAsFrames(Array.isArray(rows) ? rows[0] : value);
    }),
    { numRuns: cases, seed },
  );
  return facts;
}

/** Real payloads with some of their values changed; without the reference material, those of the emulator's kind. */
export function fuzzSamples(cases: number, seed: number): number {
  const folder = 'facts/samples/unusualwhales';
  const paths = sharedFiles(folder).filter((path) => path.endsWith('.json') && !path.startsWith('errors'));
  const samples: readonly unknown[] = [
    ...paths.map((path) => JSON.parse(new TextDecoder().decode(sharedBytes(`${folder}/${path}`))) as unknown),
    ...optionTapeFrames(20, seed).map((frame) => JSON.parse(frame) as unknown),
  ];
  let facts = 0;
  fc.assert(
    fc.property(fc.constantFrom(...samples), fc.array(change, { minLength: 1, maxLength: 5 }), (sample, changes) => {
      const value = mutated(sample, changes);
      facts += translateEverywhere(value);
      if (Array.isArray(value)) facts += readAsFrames(value[1]);
    }),
    { numRuns: cases, seed },
  );
  return facts;
}

/** Frames with single characters changed: the short way through the text says what the ordinary one says, or nothing. */
export function fuzzFrames(cases: number, seed: number): number {
  const frames = optionTapeFrames(50, seed);
  const characters = '"{}[],:.-0129eE \\nulltrue_aZ'.split('');
  const edit = fc.record({ at: fc.nat(1_000), how: fc.nat(2), character: fc.constantFrom(...characters) });
  let facts = 0;
  fc.assert(
    fc.property(fc.constantFrom(...frames), fc.array(edit, { minLength: 1, maxLength: 3 }), (frame, edits) => {
      const text = edits.reduce((so, { at, how, character }) => {
        const place = 15 + (at % Math.max(1, so.length - 15));
        return so.slice(0, place) + (how === 0 ? '' : character) + so.slice(place + (how === 1 ? 0 : 1));
      }, frame);
      const [short, ordinary] = [read?.(text, context) ?? [], read?.(` ${text}`, context) ?? []];
      const sound = short.flatMap((message) => (message.kind === 'facts' ? message.facts : []));
      for (const fact of sound) expectSound(fact);
      facts += sound.length;
      // Where the text is JSON at all, both ways agree to the last digit.
      if (isJson(text) && factsOf(short) !== factsOf(ordinary)) expect(short).toEqual(ordinary);
    }),
    { numRuns: cases, seed },
  );
  return facts;
}

/** Kinds and facts; the samples of what is unknown differ by the space that sends a frame the ordinary way. */
function factsOf(messages: readonly StreamMessage[]): string {
  return JSON.stringify(messages.map((message) => (message.kind === 'facts' ? message : message.kind)));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
