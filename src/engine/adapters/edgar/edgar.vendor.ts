import type { Vendor } from '../../ports/vendor.ts';
import { edgarEndpoints } from './edgar-endpoints.ts';
import { judgeEdgar } from './edgar-judge.ts';
import { edgarTicker } from './issuer-symbol.ts';

/** A header may hold printable ASCII only, and an address in it draws suspicion. */
function headerText(text: string): string {
  return text
    .replace(/[^\x20-\x7e]/g, ' ')
    .trim()
    .slice(0, 120);
}

/** The SEC's EDGAR: filings of insiders and institutions. Free of charge for those who say who they are. */
export const edgar: Vendor = {
  id: 'edgar',
  title: 'SEC EDGAR',
  summary: 'Insider transactions (Forms 3, 4, 5), institutional holdings (13F), company numbers',
  homepage: 'https://www.sec.gov/edgar',
  credentials: [
    {
      name: 'contact',
      title: 'Name and e-mail',
      help: 'Sent as User-Agent with every request, as the SEC requires: "Jane Doe jane@example.com"',
      secret: false,
      optional: false,
      environment: 'QUORUM_EDGAR_CONTACT',
    },
  ],
  bases: { www: 'https://www.sec.gov', data: 'https://data.sec.gov', search: 'https://efts.sec.gov' },
  budget: {
    // Ten a second over all hosts, or ten minutes' silence.
    // Half of it: a vendor's second and ours are not the same on a busy machine, and nobody is in a hurry.
    perSecond: 5,
    perMinute: null,
    perDay: null,
    dayResetsAt: '00:00',
    concurrent: 3,
    reserve: { critical: 0, high: 0.2, normal: 0, low: 0 },
    dollarsPerUnit: 0,
    read: () => null,
  },
  endpoints: edgarEndpoints,
  streams: [],
  authorise: (credentials) => ({
    headers: {
      'user-agent': `Quorum ${headerText(credentials['contact'] ?? '')}`.trim(),
      'accept-encoding': 'gzip, deflate',
    },
    query: {},
  }),
  judge: judgeEdgar,
  spell: edgarTicker,
  probe: 'company-tickers',
};
