import { alpaca } from '../../src/engine/adapters/alpaca/alpaca.vendor.ts';
import { cboe } from '../../src/engine/adapters/cboe/cboe.vendor.ts';
import { tradier } from '../../src/engine/adapters/tradier/tradier.vendor.ts';
import { instantOf } from '../../src/engine/domain/time.ts';
import type { Vendor } from '../../src/engine/ports/vendor.ts';
import { alpacaEmulator } from '../../src/engine/simulators/vendors/alpaca/alpaca-emulator.ts';
import { cboeEmulator } from '../../src/engine/simulators/vendors/cboe/cboe-emulator.ts';
import type { VendorEmulator } from '../../src/engine/simulators/vendors/kit/emulator.ts';
import { tradierEmulator } from '../../src/engine/simulators/vendors/tradier/tradier-emulator.ts';
import { askVendor } from './ask-vendor.ts';
import { shortened, type FuzzCase } from './payload-fuzz.ts';
import { keptLog } from './silent-log.ts';
import { createSmallStory } from './small-story.ts';
import { contextAt, endpointOf } from './translated.ts';

type Question = {
  readonly endpoint: string;
  readonly symbol?: string;
  readonly parameters?: Readonly<Record<string, string>>;
};

const option = 'SPY261015C00660000';
const questions: readonly (readonly [Vendor, VendorEmulator, readonly Question[]])[] = [
  [
    cboe,
    cboeEmulator,
    [
      { endpoint: 'delayed-chain', symbol: 'SPX' },
      { endpoint: 'index-quotes' },
      { endpoint: 'index-history', parameters: { index: 'VIX' } },
      { endpoint: 'index-history', parameters: { index: 'SKEW' } },
      { endpoint: 'vx-settlement' },
      { endpoint: 'vx-contract', parameters: { expiry: '20261118' } },
      { endpoint: 'put-call' },
      { endpoint: 'put-call-history', parameters: { file: 'totalpc', series: 'PCR-TOTAL' } },
    ],
  ],
  [
    tradier,
    tradierEmulator,
    [
      { endpoint: 'quotes' },
      { endpoint: 'expirations', symbol: 'SPY' },
      { endpoint: 'chain', symbol: 'SPY', parameters: { expiry: '20261015' } },
      { endpoint: 'history', symbol: 'SPY' },
      { endpoint: 'timesales', symbol: 'SPY' },
      { endpoint: 'calendar' },
      { endpoint: 'clock' },
    ],
  ],
  [
    alpaca,
    alpacaEmulator,
    [
      { endpoint: 'stock-snapshots' },
      { endpoint: 'stock-bars-minute' },
      { endpoint: 'stock-bars-daily' },
      { endpoint: 'stock-quotes', symbol: 'SPY' },
      { endpoint: 'stock-trades', symbol: 'SPY' },
      { endpoint: 'option-chain', symbol: 'SPY' },
      { endpoint: 'option-bars', parameters: { option } },
      { endpoint: 'option-trades', parameters: { option } },
      { endpoint: 'option-quotes', parameters: { option } },
      { endpoint: 'news' },
      { endpoint: 'calendar' },
      { endpoint: 'clock' },
    ],
  ],
];

/** One good answer of every endpoint, short enough to be damaged a hundred thousand times. */
export async function chainVendorCorpus(): Promise<readonly FuzzCase[]> {
  const story = createSmallStory(instantOf('20261008', 12 * 3600));
  const cases: FuzzCase[] = [];
  for (const [vendor, emulator, asked] of questions) {
    const server = await emulator.start({ story, log: keptLog() });
    for (const question of asked) {
      const { bases, credentials } = server;
      const symbols = ['SPY', 'AAPL', 'NOBODY'];
      const { heads } = await askVendor({ vendor, bases, credentials, now: story.now(), symbols }, question);
      const judged = heads[0] ? vendor.judge(heads[0]) : null;
      if (judged?.kind !== 'payload') throw new Error(`${vendor.id} ${question.endpoint} gave no payload`);
      const { payload } = judged;
      cases.push({
        name: `${vendor.id} ${question.endpoint}`,
        payload:
          payload.kind === 'json'
            ? { kind: 'json', value: shortened(payload.value, 8) }
            : { kind: 'text', text: payload.kind === 'text' ? payload.text.slice(0, 1200) : '' },
        context: contextAt(story.now(), { symbol: question.symbol ?? '', parameters: question.parameters ?? {} }),
        translate: endpointOf(vendor, question.endpoint).translate,
      });
    }
    await server.close();
  }
  return cases;
}
