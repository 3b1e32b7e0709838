import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Volatility } from '../../../../engine/domain/volatility.ts';
import { DelayBadge } from './delay-badge.tsx';
import { VolatilityTab } from './volatility-tab.tsx';

const volatility: Volatility = {
  ...{ underlying: 'SPY', impliedVol30: 0.2, impliedVolRank: 50, impliedVolPercentile: 50, historyDays: 252 },
  ...{ realizedVol20: 0.2, termStructure: [], smile: [], skew: null, delayMs: 0, eventTime: 1 },
};
const tab = (delayMs: number): string =>
  renderToStaticMarkup(
    createElement(VolatilityTab, { volatility: { ...volatility, delayMs }, ticker: 'SPY', reason: '' }),
  );

test('prices that are not live say by how much', () => {
  expect(renderToStaticMarkup(createElement(DelayBadge, { delayMs: 900_000 }))).toContain('delayed 15 min');
  expect(renderToStaticMarkup(createElement(DelayBadge, { delayMs: 0 }))).toBe('');
});

test('the volatility tab shows it while it is so', () => {
  expect(tab(900_000)).toContain('delayed 15 min');
  expect(tab(0)).not.toContain('delayed');
});
