import { jsonReply, textReply, type Reply } from '../kit/reply.ts';

/** A file nobody has published: refused as if it were forbidden. */
export function accessDenied(): Reply {
  const body =
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>EMULATED00000000</RequestId></Error>';
  return textReply(body, 'application/xml', {}, 403);
}

export function badRequest(words: string): Reply {
  return jsonReply({ statusCode: '400', statusDescription: 'Bad Request', message: words }, {}, 400);
}

export function tooMany(): Reply {
  return jsonReply({ statusCode: '429', statusDescription: 'Too Many Requests' }, { 'retry-after': '30' }, 429);
}
