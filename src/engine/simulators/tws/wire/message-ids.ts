/** Message ids from client to server. */
export const requestIds = {
  marketData: 1, cancelMarketData: 2, placeOrder: 3, cancelOrder: 4, openOrders: 5, accountUpdates: 6, executions: 7,
  ids: 8, contractDetails: 9, depth: 10, cancelDepth: 11, bulletins: 12, cancelBulletins: 13, logLevel: 14,
  autoOpenOrders: 15, allOpenOrders: 16, managedAccounts: 17, financialAdvisor: 18, history: 20, exerciseOptions: 21, scanner: 22,
  cancelScanner: 23, scannerParameters: 24, cancelHistory: 25, currentTime: 49, realTimeBars: 50, cancelRealTimeBars: 51,
  fundamentals: 52, cancelFundamentals: 53, impliedVolatility: 54, optionPrice: 55, cancelImpliedVolatility: 56,
  cancelOptionPrice: 57, globalCancel: 58, marketDataType: 59, positions: 61, accountSummary: 62,
  cancelAccountSummary: 63, cancelPositions: 64, displayGroups: 67, startApi: 71, positionsMulti: 74,
  cancelPositionsMulti: 75, accountUpdatesMulti: 76, cancelAccountUpdatesMulti: 77, optionParameters: 78, softDollarTiers: 79,
  familyCodes: 80, matchingSymbols: 81, depthExchanges: 82, smartComponents: 83, newsArticle: 84, newsProviders: 85,
  historicalNews: 86, headTimestamp: 87, histogram: 88, cancelHistogram: 89, cancelHeadTimestamp: 90, marketRule: 91,
  pnl: 92, cancelPnl: 93, pnlSingle: 94, cancelPnlSingle: 95, historicalTicks: 96, tickByTick: 97,
  cancelTickByTick: 98, completedOrders: 99, eventMetaData: 100, cancelEventMetaData: 101, eventData: 102,
  cancelEventData: 103, userInfo: 104,
} as const;
export type RequestKind = keyof typeof requestIds;

/** Message ids from server to client. */
export const answerIds = {
  tickPrice: 1, tickSize: 2, orderStatus: 3, error: 4, openOrder: 5, accountValue: 6, portfolioValue: 7,
  accountTime: 8, nextValidId: 9, contractDetails: 10, execution: 11, depth: 12, depthL2: 13, bulletin: 14,
  managedAccounts: 15, history: 17, scannerParameters: 19, scannerData: 20, tickOption: 21, tickGeneric: 45,
  tickString: 46, currentTime: 49, realTimeBar: 50, contractDetailsEnd: 52, openOrderEnd: 53, accountDownloadEnd: 54,
  executionEnd: 55, snapshotEnd: 57, marketDataType: 58, commission: 59, position: 61, positionEnd: 62,
  accountSummary: 63, accountSummaryEnd: 64, displayGroups: 67, positionMulti: 71, positionMultiEnd: 72, accountUpdateMulti: 73,
  accountUpdateMultiEnd: 74, optionParameters: 75, optionParametersEnd: 76, softDollarTiers: 77, familyCodes: 78, symbolSamples: 79,
  depthExchanges: 80, tickParameters: 81, smartComponents: 82, newsArticle: 83, newsProviders: 85, historicalNewsEnd: 87,
  headTimestamp: 88, histogram: 89, historyUpdate: 90, marketRule: 93, pnl: 94, pnlSingle: 95,
  historicalTicks: 96, historicalTicksBidAsk: 97, historicalTicksLast: 98, tickByTick: 99, orderBound: 100,
  completedOrder: 101, completedOrdersEnd: 102, eventMetaData: 104, eventData: 105, historicalSchedule: 106, userInfo: 107,
} as const;
export type AnswerKind = keyof typeof answerIds;

const answerKinds = new Map<number, AnswerKind>();
for (const [kind, id] of Object.entries(answerIds)) answerKinds.set(id, kind as AnswerKind);
const requestKinds = new Map<number, RequestKind>();
for (const [kind, id] of Object.entries(requestIds)) requestKinds.set(id, kind as RequestKind);

export function answerKind(id: number): AnswerKind | null {
  return answerKinds.get(id) ?? null;
}

export function requestKind(id: number): RequestKind | null {
  return requestKinds.get(id) ?? null;
}
