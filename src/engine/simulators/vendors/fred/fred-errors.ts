import { jsonReply, textReply, type Reply } from '../kit/reply.ts';

/** FRED's words, two spaces after the first full stop. */
export function badRequest(words: string): Reply {
  return jsonReply({ error_code: 400, error_message: `Bad Request.  ${words}` }, {}, 400);
}

export function tooMany(): Reply {
  return jsonReply({ error_code: 429, error_message: 'Too Many Requests.  Exceeded Rate Limit' }, {}, 429);
}

/** The charts answer a series they do not know with a page. */
export function noChart(): Reply {
  const page =
    '<!DOCTYPE html>\n<html><head><title>Error - St. Louis Fed</title></head><body><h1>Error</h1></body></html>';
  return textReply(page, 'text/html; charset=utf-8', {}, 404);
}
