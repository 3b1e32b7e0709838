/** `BRK.B` is `BRK-B` there. */
export function spellFmp(symbol: string): string {
  return symbol.replace('.', '-');
}

/** Back to our spelling; null for foreign listings, which carry an exchange behind a dot. */
export function fromFmp(text: string): string | null {
  const symbol = text.trim().toUpperCase();
  return /^[A-Z]{1,6}(-[A-Z]{1,2})?$/.test(symbol) ? symbol.replace('-', '.') : null;
}
