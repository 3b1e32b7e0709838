import type { EndpointItem } from '../../ports/vendor.ts';

/**
 * Series that are read, with the unit of their values as FRED states it. `limited` ones belong to ICE BofA and reach
 * three years back since April 2026: older values exist only where they were kept.
 */
const series = {
  percent: [
    'DGS3MO',
    'DGS2',
    'DGS10',
    'DGS30',
    'T10Y2Y',
    'T10Y3M',
    'T10YIE',
    'T5YIE',
    'DFII10',
    'DFII5',
    'DFF',
    'SOFR',
    'BAMLH0A0HYM2',
    'BAMLC0A0CM',
    'UNRATE',
  ],
  index: ['VIXCLS', 'CPIAUCSL', 'NFCI', 'DTWEXBGS'],
  'thousands of persons': ['PAYEMS'],
  persons: ['ICSA'],
  'millions of dollars': ['WALCL'],
  'billions of dollars': ['RRPONTSYD'],
  // Sources disagree whether millions or billions.
  dollars: ['WTREGEN'],
} as const;

export const seriesItems: readonly EndpointItem[] = Object.entries(series).flatMap(([unit, ids]) =>
  ids.map((id) => ({ series: id, unit })),
);
