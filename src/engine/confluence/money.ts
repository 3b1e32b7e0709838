/** Dollars in words for people: `$1.2M`, `$340k`. */
export function dollars(value: number): string {
  const size = Math.abs(value);
  const sign = value < 0 ? '−' : '';
  if (size >= 1e9) return `${sign}$${(size / 1e9).toFixed(1)}B`;
  if (size >= 1e6) return `${sign}$${(size / 1e6).toFixed(1)}M`;
  return size >= 1e3 ? `${sign}$${Math.round(size / 1e3)}k` : `${sign}$${Math.round(size)}`;
}
