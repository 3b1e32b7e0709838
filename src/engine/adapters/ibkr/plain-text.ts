/** TWS shifts fields on NUL and turns down non-ASCII: only printable ASCII goes on the wire. */
export function plainText(text: string, maxLength = 128): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, maxLength);
}

/** Vendor text for people and logs: control characters out, bounded. */
export function shownText(text: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is removed
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ').slice(0, 500);
}
