import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow, withNext } from '../each-row.ts';
import { nextPage } from '../next-page.ts';
import { earningsEvent, economicEvent, fdaEvent } from '../translate/calendars.ts';

const mostReports = 100;

function earningsList(id: string, title: string, path: string): Endpoint {
  return endpoint({
    id,
    title,
    path,
    query: { date: '{today}', limit: String(mostReports), page: '{page}' },
    tier: 'daily',
    mostFollowUps: 5,
    provides: ['earnings-event'],
    translate: withNext(eachRow(earningsEvent), nextPage({ endpoint: id, limit: mostReports })),
  });
}

export const calendarEndpoints: readonly Endpoint[] = [
  earningsList('earnings-premarket', 'Earnings before the open', '/api/earnings/premarket'),
  earningsList('earnings-afterhours', 'Earnings after the close', '/api/earnings/afterhours'),
  endpoint({
    id: 'earnings-ticker',
    title: 'Earnings of a ticker',
    path: '/api/earnings/{symbol}',
    fanOut: 'symbol',
    tier: 'daily',
    provides: ['earnings-event'],
    enabled: false,
    translate: eachRow(earningsEvent),
  }),
  endpoint({
    id: 'economic-calendar',
    title: 'Economic calendar',
    path: '/api/market/economic-calendar',
    tier: 'hourly',
    provides: ['economic-event'],
    translate: eachRow(economicEvent),
  }),
  endpoint({
    id: 'fda-calendar',
    title: 'FDA calendar',
    path: '/api/market/fda-calendar',
    query: { limit: '200', target_date_min: '{today}' },
    tier: 'daily',
    provides: ['fda-event'],
    translate: eachRow(fdaEvent),
  }),
];
