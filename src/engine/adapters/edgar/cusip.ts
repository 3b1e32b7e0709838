/** Nine characters, in capitals; null for anything else. Leading zeros get lost in spreadsheets. */
export function readCusip(text: string): string | null {
  const cusip = text.trim().toUpperCase();
  return /^[A-Z0-9*@#]{6,9}$/.test(cusip) ? cusip.padStart(9, '0') : null;
}
