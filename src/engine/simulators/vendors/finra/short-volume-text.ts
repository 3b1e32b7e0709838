import type { StoryShortDay } from '../../story/market-story.ts';

/** Whole shares or six decimals, as since fractional trading is reported. */
function shares(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(6);
}

/** A daily file: pipes, line ends of two characters, a last line that counts the rows. */
export function shortVolumeText(rows: readonly StoryShortDay[]): string {
  const lines = rows.map((row) =>
    [
      row.date,
      row.symbol.replace('.', '/'),
      shares(row.shortVolume),
      shares(row.exemptVolume),
      shares(row.totalVolume),
      'B,Q,N',
    ].join('|'),
  );
  return ['Date|Symbol|ShortVolume|ShortExemptVolume|TotalVolume|Market', ...lines, String(rows.length), ''].join(
    '\r\n',
  );
}
