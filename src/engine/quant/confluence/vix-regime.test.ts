import { describe, expect, test } from 'vitest';
import { instantOf } from '../../domain/time.ts';
import { defaultConfluenceConfig } from './confluence-config.ts';
import { type DisplayedRegime, nextDisplayedRegime, noDisplayedRegime } from './displayed-regime.ts';
import { classifyVixRegime, readRegime } from './vix-regime.ts';

describe('the VIX regime', () => {
  test.each([
    [14.99, null, 'calm'],
    [15, null, 'elevated'],
    [24.99, 30, 'elevated'],
    [25, 30, 'stressed'],
    [35, 40, 'stressed'],
    [35.01, 40, 'crisis'],
    [13, 13, 'elevated'],
    [20, 19, 'stressed'],
    [30, 20, 'stressed'],
    [null, 20, 'unknown'],
    [Number.NaN, 20, 'unknown'],
  ] as const)('of VIX %s and VIX3M %s is %s', (vix, vix3m, regime) => {
    expect(classifyVixRegime({ vix, vix3m })).toBe(regime);
  });

  test('carries its modifiers and contango', () => {
    const told = { level: 20, eventTime: 7, tooOld: null, isOfBefore: false };
    const reading = { told, vix3m: 22, vixChange: -1.5 };
    expect(readRegime(reading, defaultConfluenceConfig)).toMatchObject({
      regime: 'elevated',
      bullishModifier: 1,
      bearishModifier: 1,
      eventTime: 7,
      explanation: 'VIX 20.00 below VIX3M 22.00: elevated',
    });
    expect(readRegime(reading, defaultConfluenceConfig).contango).toBeCloseTo(0.1, 12);
  });

  test('says of when a level of before is', () => {
    const told = { level: 20, eventTime: instantOf('20261002', 58_440), tooOld: null, isOfBefore: true };
    const sentence = (vix3m: number | null) =>
      readRegime({ told, vix3m, vixChange: null }, defaultConfluenceConfig).explanation;
    expect(sentence(22)).toBe('VIX 20.00 of 2026-10-02 16:14 ET, below VIX3M 22.00: elevated');
    expect(sentence(null)).toBe('VIX 20.00 of 2026-10-02 16:14 ET, VIX3M not known: elevated');
  });
});

function shownAfter(start: DisplayedRegime['shown'], levels: readonly (number | null)[], vix3m: number | null = null) {
  let state: DisplayedRegime = { ...noDisplayedRegime, shown: start };
  return levels.map((vix) => {
    state = nextDisplayedRegime(state, { vix, vix3m });
    return state.shown;
  });
}

describe('the displayed regime', () => {
  test('changes after three consecutive readings half a point beyond the boundary', () => {
    expect(shownAfter('stressed', [35.6, 35.6, 35.6])).toEqual(['stressed', 'stressed', 'crisis']);
  });

  test('stays while the VIX hovers within the margin or comes back in between', () => {
    expect(new Set(shownAfter('stressed', [35.4, 35.4, 35.4, 35.4]))).toEqual(new Set(['stressed']));
    expect(new Set(shownAfter('stressed', [36, 36, 35, 36, 36]))).toEqual(new Set(['stressed']));
    expect(new Set(shownAfter('crisis', [34.6, 34.6, 34.6]))).toEqual(new Set(['crisis']));
  });

  test('falls back the same way', () => {
    expect(shownAfter('crisis', [34, 34, 34])).toEqual(['crisis', 'crisis', 'stressed']);
  });

  test('follows a jump over several bands', () => {
    expect(shownAfter('calm', [16, 26, 40])).toEqual(['calm', 'calm', 'crisis']);
  });

  test('applies to backwardation too', () => {
    expect(shownAfter('elevated', [20, 20, 20], 19.8).at(-1)).toBe('elevated');
    expect(shownAfter('elevated', [20, 20, 20], 19.4).at(-1)).toBe('stressed');
  });

  test('shows absence and return at once', () => {
    expect(shownAfter('calm', [null, 40])).toEqual(['unknown', 'crisis']);
  });
});
