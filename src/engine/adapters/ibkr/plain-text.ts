/** TWS shifts fields on NUL and turns down non-ASCII: only printable ASCII goes on the wire. */
export function plainText(text: string, maxLength = 128): string {
  return text.replaceAll(/[^\x20-\x7e]/g, '').slice(0, maxLength);
}
