import { jsonReply, textReply, type Reply } from '../kit/reply.ts';
import type { EmulatedRequest } from '../kit/http-emulator.ts';

/** A wrong or missing token is refused in words, without the headers of the count. */
export const unauthorised = (): Reply => textReply('Unauthorized', 'text/plain; charset=utf-8', {}, 401);

export const withoutSocketScope = (): Reply =>
  textReply('Your token does not have the websocket scope. A higher subscription is needed.', 'text/plain', {}, 401);

export function notInPlan(code: string, headers: Readonly<Record<string, string>>): Reply {
  return jsonReply({ code, message: `This endpoint is not part of the plan of your token (${code}).` }, headers, 403);
}

export function tooOld(earliest: string, headers: Readonly<Record<string, string>>): Reply {
  const message = `The earliest date currently available to you is ${earliest}.`;
  return jsonReply({ code: 'historic_data_access_missing', message }, headers, 403);
}

export function badInput(request: EmulatedRequest, what: string, headers: Readonly<Record<string, string>>): Reply {
  const query = request.query.toString();
  const url = `${request.path}${query === '' ? '' : `?${query}`}`;
  return jsonReply({ msg: what, path: request.path, query, url }, headers, 422);
}

/** What the body of a 429 looks like nobody has recorded: words one minute, JSON the next, so that clients take both. */
export function overLimit(minute: number, headers: Readonly<Record<string, string>>): Reply {
  return minute % 2 === 0
    ? textReply('rate limited', 'text/plain; charset=utf-8', headers, 429)
    : jsonReply({ error: 'rate limited' }, headers, 429);
}

/** Invented routes are answered as a crash would be. */
export const wentWrong = (): Reply => textReply('Something went wrong', 'text/plain; charset=utf-8', {}, 500);
