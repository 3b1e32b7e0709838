/** Which account is traded: the one in the settings, or the only one there is. Guessing among several is not an option. */
export function chooseAccount(
  accounts: readonly string[],
  wanted: string,
): { readonly account: string | null; readonly obstacle: string } {
  if (wanted !== '') {
    if (accounts.includes(wanted)) return { account: wanted, obstacle: '' };
    return {
      account: null,
      obstacle: `Account ${wanted} of the settings is not among those of the broker (${accounts.join(', ') || 'none'})`,
    };
  }
  const [only] = accounts;
  if (only !== undefined && accounts.length === 1) return { account: only, obstacle: '' };
  return {
    account: null,
    obstacle:
      accounts.length === 0
        ? 'The broker reports no account'
        : `The broker reports several accounts (${accounts.join(', ')}); name one in the settings`,
  };
}
