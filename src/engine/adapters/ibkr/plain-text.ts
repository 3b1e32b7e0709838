/** TWS shifts fields on NUL and turns down non-ASCII: only printable ASCII goes on the wire. */
export function plainText(text: string, maxLength = 128): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, maxLength);
}

/**
 * Vendor text for people, logs and terminals, bounded: no control characters, of which U+009B begins a terminal command
 * like escape does, and none that turn the reading direction round and make text look like another.
 */
export function shownText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]+/g, ' ').slice(0, 500);
}
