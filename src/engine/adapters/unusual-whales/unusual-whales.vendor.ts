import type { Vendor } from '../../ports/vendor.ts';
import { budget } from './budget.ts';
import { endpoints } from './endpoints.ts';
import { judge } from './judge.ts';
import { streams } from './streams/streams.ts';

export const unusualWhales: Vendor = {
  id: 'unusual-whales',
  title: 'Unusual Whales',
  summary: 'Option flow, dealer exposure, dark pool prints, volatility, insiders, institutions and news.',
  homepage: 'https://unusualwhales.com/public-api',
  credentials: [
    {
      name: 'token',
      title: 'API token',
      help: 'From the API dashboard of your account. Streams need a plan with the websocket scope.',
      secret: true,
      optional: false,
      environment: 'UW_API_TOKEN',
    },
  ],
  bases: { rest: 'https://api.unusualwhales.com', stream: 'wss://api.unusualwhales.com' },
  budget,
  endpoints,
  streams,
  authorise: ({ token = '' }) => ({
    headers: { authorization: `Bearer ${token}`, accept: 'application/json', 'uw-client-api-id': '100001' },
    query: {},
  }),
  judge,
  spell: (symbol) => symbol,
  probe: 'market-tide',
};
