import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { HttpRequest } from '../../ports/http.ts';
import type { Credentials, Endpoint } from '../../ports/vendor.ts';
import type { EffectiveFeed } from './effective-feed.ts';
import { fillEntries, fillTemplate, placeholdersOf, type TemplateValues } from './template.ts';

export type Asking = {
  readonly feed: EffectiveFeed;
  readonly endpoint: Endpoint;
  readonly credentials: Credentials;
  readonly values: TemplateValues;
  /** What an earlier answer of the same address said of its version. */
  readonly version: { readonly etag: string | null; readonly lastModified: string | null } | null;
  readonly timeoutMs: number;
};

/** Address and query joined, the way every vendor takes them. */
export function addressOf(base: string, path: string, query: Readonly<Record<string, string>>): string {
  const search = new URLSearchParams(query).toString();
  const address = `${base.replace(/\/+$/, '')}${path}`;
  if (search === '') return address;
  return `${address}${address.includes('?') ? '&' : '?'}${search}`;
}

function versionHeaders(version: Asking['version']): Readonly<Record<string, string>> {
  if (version === null) return {};
  return {
    ...(version.etag === null ? {} : { 'if-none-match': version.etag }),
    ...(version.lastModified === null ? {} : { 'if-modified-since': version.lastModified }),
  };
}

function contentType(body: string | null): Readonly<Record<string, string>> {
  if (body === null) return {};
  const json = /^\s*[{[]/.test(body);
  return { 'content-type': json ? 'application/json' : 'application/x-www-form-urlencoded' };
}

const lowerCase = (headers: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** The request of one endpoint for one target; fails when the address cannot be filled. */
export function buildRequest(asking: Asking): Outcome<HttpRequest, 'bad-request'> {
  const { feed, endpoint, credentials, values } = asking;
  const path = fillTemplate(endpoint.path, values, encodeURIComponent);
  const body = endpoint.body === null ? null : fillTemplate(endpoint.body, values);
  if (path === null || (endpoint.body !== null && body === null)) {
    const names = [...placeholdersOf(endpoint.path), ...placeholdersOf(endpoint.body ?? '')];
    return fail('bad-request', `Nothing fills ${names.map((name) => `{${name}}`).join(' ')} of ${endpoint.path}`);
  }
  const authorisation = feed.vendor.authorise(credentials);
  return ok({
    method: endpoint.method,
    url: addressOf(feed.bases[endpoint.base] ?? '', path, {
      ...fillEntries(endpoint.query, values),
      ...authorisation.query,
    }),
    headers: {
      accept: '*/*',
      ...contentType(body),
      ...lowerCase(fillEntries(endpoint.headers, values)),
      ...lowerCase(authorisation.headers),
      ...versionHeaders(asking.version),
    },
    body,
    timeoutMs: asking.timeoutMs,
    mostBytes: endpoint.mostBytes,
  });
}
