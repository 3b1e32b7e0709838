const loopback = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** How far requests may go: in practice no further than this machine, whatever a file or an answer says. */
export type Reach = 'anywhere' | 'this-machine';

/** A parsed address that may be asked: encrypted, or plain on this machine; never with a password in it. */
export function vendorAddress(
  text: string,
  kinds: { readonly secure: string[]; readonly plain: string[] },
  reach: Reach,
): URL | null {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url || url.username !== '' || url.password !== '') return null;
  const here = loopback.has(url.hostname);
  if (kinds.secure.includes(url.protocol)) return here || reach === 'anywhere' ? url : null;
  return kinds.plain.includes(url.protocol) && here ? url : null;
}

/** Host and path for messages: queries carry keys. */
export function shownAddress(url: URL): string {
  return `${url.host}${url.pathname}`;
}

export function codeOf(error: unknown): string {
  const own = (error as { readonly code?: unknown }).code;
  if (typeof own === 'string') return own;
  const [first] = (error as { readonly errors?: readonly unknown[] }).errors ?? [];
  const cause = (error as { readonly cause?: unknown }).cause ?? first;
  return cause === undefined || cause === null ? '' : codeOf(cause);
}

const networkWords: Readonly<Partial<Record<string, string>>> = {
  ENOTFOUND: 'its name is not found',
  EAI_AGAIN: 'no name server answers',
  ECONNREFUSED: 'it refuses the connection',
  ECONNRESET: 'it broke the connection off',
  EHOSTUNREACH: 'there is no way to it',
  ENETUNREACH: 'there is no network',
};

/** Nothing of the path matters where not even the host was reached. */
export function unreachableText(url: URL, code: string): string {
  const words = networkWords[code];
  const why = code === '' ? 'no connection' : words === undefined ? code : `${words} (${code})`;
  return `${url.host} cannot be reached: ${why}`;
}

export function isCertificateError(code: string): boolean {
  return /CERT|SELF_SIGNED|UNABLE_TO_(GET|VERIFY)|ERR_TLS|ERR_SSL/.test(code);
}

const certificateWords: Readonly<Partial<Record<string, string>>> = {
  CERT_HAS_EXPIRED: 'has expired, or the clock of this machine is ahead',
  CERT_NOT_YET_VALID: 'is not valid yet, or the clock of this machine is behind',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is made out to another name',
};

/** Who cannot show that it is the vendor is not shown the key. */
export function certificateText(url: URL, code: string): string {
  return `The certificate of ${url.host} ${certificateWords[code] ?? 'cannot be trusted'} (${code})`;
}
