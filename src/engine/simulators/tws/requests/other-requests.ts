import type { RequestHandler, RequestHandlers } from '../session/request-handler.ts';
import { nothing } from '../session/request-handler.ts';
import type { Message } from '../wire/field-writer.ts';
import { answerIds, requestIds } from '../wire/message-ids.ts';

/** Fields of a request whose content does not matter here. */
function ignore(...fields: readonly string[]): RequestHandler {
  return (_session, reader) => {
    reader.skip(fields);
    return nothing;
  };
}

/** Reads the request id and the rest, and answers with what `answer` makes of the id. */
function answerTo(
  before: readonly string[],
  after: readonly string[],
  answer: (requestId: number) => Message,
): RequestHandler {
  return (session, reader) => {
    reader.skip(before);
    const requestId = reader.int('requestId');
    reader.skip(after);
    return () => session.send(answer(requestId));
  };
}

function refuse(before: readonly string[], after: readonly string[], code: number, text: string): RequestHandler {
  return (session, reader) => {
    reader.skip(before);
    const requestId = reader.int('requestId');
    reader.skip(after);
    return () => session.error(requestId, code, text);
  };
}

const scannerFields = [
  'rows',
  'instrument',
  'location',
  'scanCode',
  'abovePrice',
  'belowPrice',
  'aboveVolume',
  'capAbove',
  'capBelow',
  'moodyAbove',
  'moodyBelow',
  'spAbove',
  'spBelow',
  'maturityAbove',
  'maturityBelow',
  'couponAbove',
  'couponBelow',
  'excludeConvertible',
  'optionVolume',
  'pairs',
  'stockType',
  'filters',
  'options',
];
const fundamentalFields = [
  'conId',
  'symbol',
  'secType',
  'exchange',
  'primaryExchange',
  'currency',
  'localSymbol',
  'report',
  'options',
];

/** Families that are not simulated: they are read in full and answered honestly empty or refused. */
export const otherRequests: RequestHandlers = {
  [requestIds.scanner]: answerTo([], scannerFields, (requestId) => [answerIds.scannerData, 3, requestId, 0]),
  [requestIds.cancelScanner]: ignore('version', 'requestId'),
  [requestIds.scannerParameters]: (session, reader) => {
    reader.int('version');
    return () =>
      session.send([
        answerIds.scannerParameters,
        1,
        '<?xml version="1.0" encoding="UTF-8"?><ScanParameterResponse></ScanParameterResponse>',
      ]);
  },
  [requestIds.fundamentals]: refuse(
    ['version'],
    fundamentalFields,
    430,
    'The fundamentals data for the security specified is not available.',
  ),
  [requestIds.cancelFundamentals]: ignore('version', 'requestId'),
  [requestIds.familyCodes]: (session) => () => {
    const accounts = session.world.brokerage.accounts();
    session.send([answerIds.familyCodes, accounts.length, ...accounts.flatMap((account) => [account, ''])]);
  },
  [requestIds.softDollarTiers]: answerTo([], [], (requestId) => [answerIds.softDollarTiers, requestId, 0]),
  [requestIds.displayGroups]: answerTo(['version'], [], (requestId) => [answerIds.displayGroups, 1, requestId, '']),
  [requestIds.financialAdvisor]: (session, reader) => {
    reader.skip(['version', 'faType']);
    return () =>
      session.error(
        -1,
        321,
        "Error validating request.-'bQ' : cause - FA data operations ignored for non FA customers.",
      );
  },
  [requestIds.userInfo]: answerTo([], [], (requestId) => [answerIds.userInfo, requestId, '']),
  [requestIds.eventMetaData]: refuse([], [], 10276, 'News feed is not allowed.'),
  [requestIds.cancelEventMetaData]: ignore('requestId'),
  [requestIds.eventData]: refuse(
    [],
    ['conId', 'filter', 'watchlist', 'portfolio', 'competitors', 'start', 'end', 'limit'],
    10276,
    'News feed is not allowed.',
  ),
  [requestIds.cancelEventData]: ignore('requestId'),
  [requestIds.exerciseOptions]: (session, reader) => {
    reader.int('version');
    const requestId = reader.int('requestId');
    reader.skip([
      'conId',
      'symbol',
      'secType',
      'expiry',
      'strike',
      'right',
      'multiplier',
      'exchange',
      'currency',
      'localSymbol',
      'tradingClass',
      'action',
      'quantity',
      'account',
      'override',
    ]);
    if (session.version >= 180) reader.text('manualOrderTime');
    if (session.version >= 183) reader.text('customerAccount');
    if (session.version >= 184) reader.text('professionalCustomer');
    return () =>
      session.error(requestId, 322, "Error processing request.-'bC' : cause - Exercising options is not simulated");
  },
};
