import type { Vendor } from '../../ports/vendor.ts';
import { finraEndpoints } from './finra-endpoints.ts';
import { judgeFinra } from './finra-judge.ts';
import { finraSymbol } from './finra-symbol.ts';

/** FINRA's public files and data: short volume, short interest, off-exchange weeks. No key. */
export const finra: Vendor = {
  id: 'finra',
  title: 'FINRA',
  summary: 'Daily short sale volume, short interest twice a month, weekly volume off exchange',
  homepage: 'https://www.finra.org/finra-data',
  credentials: [],
  bases: { files: 'https://cdn.finra.org', api: 'https://api.finra.org' },
  budget: {
    perSecond: 10,
    // 1,200 are stated; what is allowed without a key is not.
    perMinute: 300,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 4,
    reserve: { critical: 0, high: 0, normal: 0.1, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints: finraEndpoints,
  streams: [],
  authorise: () => ({ headers: {}, query: {} }),
  judge: judgeFinra,
  spell: finraSymbol,
  probe: 'short-interest-dates',
};
