/** Numbers of releases by what the practice market calls their figures. */
const releases: readonly { readonly id: number; readonly name: string; readonly words: RegExp }[] = [
  { id: 9, name: 'Advance Monthly Sales for Retail and Food Services', words: /retail/i },
  { id: 10, name: 'Consumer Price Index', words: /\bcpi\b|consumer price/i },
  { id: 50, name: 'Employment Situation', words: /payroll|unemployment rate|employment situation/i },
  { id: 53, name: 'Gross Domestic Product', words: /\bgdp\b|gross domestic/i },
  { id: 54, name: 'Personal Income and Outlays', words: /\bpce\b|personal (income|spending)/i },
  { id: 180, name: 'Unemployment Insurance Weekly Claims Report', words: /claims/i },
];

/** A release that only refreshes its series, as hundreds do every day. */
export const dailyRelease = { id: 18, name: 'H.15 Selected Interest Rates' };

export function releaseOf(eventName: string): { readonly id: number; readonly name: string } | null {
  return releases.find(({ words }) => words.test(eventName)) ?? null;
}
