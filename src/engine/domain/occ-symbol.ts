import type { OptionRight } from './instrument.ts';

export type OccParts = {
  readonly root: string;
  /** `YYYYMMDD` */
  readonly expiry: string;
  readonly right: OptionRight;
  readonly strike: number;
};

const pattern = /^([A-Z][A-Z0-9.]{0,5})\s*(\d{2})(\d{2})(\d{2})([CP])(\d{8})$/;

/** `SPY261016C00450000`, padded or not, to its parts; null for anything else. Strikes are thousandths of a dollar. */
export function parseOccSymbol(text: string): OccParts | null {
  const match = pattern.exec(text.trim());
  if (!match) return null;
  const [, root = '', year = '', month = '', day = '', right = 'C', thousandths = '0'] = match;
  const [m, d] = [Number(month), Number(day)];
  if (m < 1 || m > 12 || d < 1 || d > 31) return null;
  return {
    root,
    expiry: `20${year}${month}${day}`,
    right: right === 'C' ? 'C' : 'P',
    strike: Number(thousandths) / 1000,
  };
}

/** OCC symbol without padding. */
export function occSymbol(parts: OccParts): string {
  const thousandths = String(Math.round(parts.strike * 1000)).padStart(8, '0');
  return `${parts.root}${parts.expiry.slice(2)}${parts.right}${thousandths}`;
}
