import type { RequestHandlers } from '../session/request-handler.ts';
import { accountRequests } from './account-requests.ts';
import { contractRequests } from './contract-requests.ts';
import { marketDataRequests } from './market-data-requests.ts';
import { orderQueries } from './order-queries.ts';
import { orderRequests } from './order-requests.ts';
import { pnlRequests } from './pnl-requests.ts';
import { sessionRequests } from './session-requests.ts';

export const allRequests: RequestHandlers = {
  ...sessionRequests, ...contractRequests, ...marketDataRequests, ...orderRequests, ...orderQueries, ...accountRequests, ...pnlRequests,
};
