/** Numbers as a trader writes them; the screens have their own formats, these are for sentences. */
export function money(amount: number | null): string {
  if (amount === null) return 'unknown';
  const digits = Math.abs(amount) >= 1_000 ? 0 : 2;
  const text = Math.abs(amount).toLocaleString('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  return amount < 0 ? `-$${text}` : `$${text}`;
}

export function count(quantity: number): string {
  return quantity.toLocaleString('en-US', { maximumFractionDigits: 8 });
}

export function priceText(price: number | null): string {
  if (price === null) return 'none';
  return price.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 8, useGrouping: false });
}

export function percent(value: number): string {
  return `${value.toFixed(2)}%`;
}
