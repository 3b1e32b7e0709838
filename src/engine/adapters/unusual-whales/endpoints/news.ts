import type { Endpoint } from '../../../ports/vendor.ts';
import { endpoint } from '../../vendor-kit/define.ts';
import { eachRow } from '../each-row.ts';
import { analystRating, newsItem } from '../translate/news.ts';

export const newsEndpoints: readonly Endpoint[] = [
  endpoint({
    id: 'news-headlines',
    title: 'News',
    path: '/api/news/headlines',
    query: { limit: '100' },
    tier: 'frequent',
    provides: ['news'],
    translate: eachRow(newsItem),
  }),
  endpoint({
    id: 'analyst-ratings',
    title: 'Analyst ratings',
    path: '/api/screener/analysts',
    query: { limit: '500' },
    tier: 'hourly',
    provides: ['analyst-rating'],
    translate: eachRow(analystRating),
  }),
];
