import { expect, test } from 'vitest';
import { gexPosition, gexTooltip } from './gex-position.ts';

const gex = { netPerPercent: 1e9, zeroGamma: 100, callWall: 110, putWall: 90, spot: 102 };

test('distances are signed the way a trader reads them', () => {
  const position = gexPosition(gex);
  expect(position).toMatchObject({ side: 'above', spotShare: 0.6, flipShare: 0.5 });
  expect(position?.toFlip).toBeCloseTo(0.02, 9);
  expect(position?.toCallWall).toBeCloseTo(110 / 102 - 1, 9);
  expect(position?.toPutWall).toBeLessThan(0);
});

test('what is missing stays missing', () => {
  expect(gexPosition(null)).toBeNull();
  expect(gexPosition({ ...gex, spot: null })).toBeNull();
  expect(gexPosition({ ...gex, zeroGamma: null, callWall: null })).toMatchObject({
    side: 'above',
    toFlip: null,
    toCallWall: null,
    spotShare: null,
    flipShare: null,
  });
  expect(gexTooltip({ ...gex, callWall: null })).toContain('Call wall –');
});

test('a spot outside the walls stays on the rule', () => {
  expect(gexPosition({ ...gex, spot: 130 })?.spotShare).toBe(1);
});
