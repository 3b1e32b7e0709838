import type { RequestHandlers } from '../session/request-handler.ts';
import { accountRequests } from './account-requests.ts';
import { contractRequests } from './contract-requests.ts';
import { depthRequests } from './depth-requests.ts';
import { historyRequests } from './history-requests.ts';
import { marketDataRequests } from './market-data-requests.ts';
import { newsRequests } from './news-requests.ts';
import { optionRequests } from './option-requests.ts';
import { orderQueries } from './order-queries.ts';
import { orderRequests } from './order-requests.ts';
import { otherRequests } from './other-requests.ts';
import { pastDataRequests } from './past-data-requests.ts';
import { pnlRequests } from './pnl-requests.ts';
import { realTimeBarRequests } from './real-time-bar-requests.ts';
import { sessionRequests } from './session-requests.ts';
import { tickByTickRequests } from './tick-by-tick-requests.ts';

export const allRequests: RequestHandlers = {
  ...sessionRequests,
  ...contractRequests,
  ...marketDataRequests,
  ...depthRequests,
  ...tickByTickRequests,
  ...realTimeBarRequests,
  ...historyRequests,
  ...pastDataRequests,
  ...optionRequests,
  ...orderRequests,
  ...orderQueries,
  ...accountRequests,
  ...pnlRequests,
  ...newsRequests,
  ...otherRequests,
};
