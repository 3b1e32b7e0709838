import { textReply, type Reply } from '../kit/reply.ts';

const html = 'text/html; charset=utf-8';

function page(title: string, words: string): string {
  return `<!DOCTYPE html>\n<html lang="en">\n<head><title>SEC.gov | ${title}</title></head>\n<body><h1>${title}</h1><p>${words}</p></body>\n</html>\n`;
}

/** More than ten requests a second. */
export function tooFast(): Reply {
  return textReply(
    page(
      'Request Rate Threshold Exceeded',
      'Your request rate exceeds what this service allows. Access returns in ten minutes.',
    ),
    html,
    {},
    403,
  );
}

/** A User-Agent that names nobody. */
export function undeclared(): Reply {
  return textReply(
    page(
      'Access Denied',
      'Your Request Originates from an Undeclared Automated Tool. Declare your traffic by a user agent.',
    ),
    html,
    {},
    403,
  );
}

function storage(code: string, message: string, status: number): Reply {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message><RequestId>EMULATED00000000</RequestId></Error>`;
  return textReply(body, 'application/xml', {}, status);
}

/** A file that is not there yet. */
export function notPublished(): Reply {
  return storage('AccessDenied', 'Access Denied', 403);
}

export function noSuchKey(): Reply {
  return storage('NoSuchKey', 'The specified key does not exist.', 404);
}

/** Deep pages of the live feed. */
export function unavailable(): Reply {
  return textReply(page('File Unavailable', 'This file is temporarily unavailable.'), html, {}, 503);
}

export function notFoundPage(): Reply {
  return textReply(page('Not Found', 'The page does not exist.'), html, {}, 404);
}
