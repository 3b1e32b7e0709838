import { describe, expect, test } from 'vitest';
import { emptyQuote, type Quote } from '../../domain/quote.ts';
import { instantOf } from '../../domain/time.ts';
import { vixStanding } from './vix-standing.ts';

const at = (moment: string): number => {
  const [date = '', hour, minute] = moment.split(/[ :]/);
  return instantOf(date, Number(hour) * 3600 + Number(minute) * 60);
};
const vix = (moment: string, change: Partial<Quote> = {}): Quote => ({
  ...emptyQuote('VIX.IND'),
  ...{ last: 38, close: 30, eventTime: at(moment) },
  ...change,
});

describe('a VIX', () => {
  // 2 October 2026 is a Friday, 27 November the half day after Thanksgiving.
  test.each([
    ['in the session', '20261005 11:00', '20261005 11:09', true],
    ['whose line was lost in the session', '20261005 11:00', '20261005 11:11', false],
    ['of Friday afternoon, on Monday', '20261002 15:00', '20261005 10:00', false],
    ['of Friday evening, on Monday', '20261002 16:14', '20261005 10:00', false],
    ['of Friday evening, over the weekend', '20261002 16:14', '20261004 12:00', true],
    ['of Friday evening, before the open', '20261002 16:14', '20261005 08:00', true],
    ['of Friday evening, while the first of Monday is awaited', '20261002 16:14', '20261005 09:39', true],
    ['of Friday evening, when it should have come', '20261002 16:14', '20261005 09:40', false],
    ['lost long before the close, over the weekend', '20261002 15:00', '20261004 12:00', false],
    ['lost long before the close, at the close', '20261002 15:00', '20261002 16:01', false],
    ['of the bell, after Cboe has stopped', '20261002 15:58', '20261002 16:30', true],
    ['of the bell, at night', '20261002 15:58', '20261003 03:00', true],
    ['of the night, in the morning', '20261005 04:00', '20261005 09:20', true],
    ['of a half day, at four', '20261127 12:58', '20261127 16:00', true],
    ['of a half day, on Monday', '20261127 13:10', '20261130 09:50', false],
    ['of the eve, on a holiday', '20261125 16:10', '20261126 11:00', true],
  ])('%s', (_name, told, now, counts) => {
    const standing = vixStanding(vix(told), at(now));
    expect(standing).toMatchObject({ level: counts ? 38 : null, tooOld: counts ? null : 38, eventTime: at(told) });
  });

  test('that is delayed may be as much older', () => {
    const delayed = vix('20261005 11:00', { dataType: 'delayed' });
    expect(vixStanding(delayed, at('20261005 11:24')).level).toBe(38);
    expect(vixStanding(delayed, at('20261005 11:26')).level).toBeNull();
  });

  test('says whether its level is of before', () => {
    expect(vixStanding(vix('20261002 16:14'), at('20261002 16:16')).isOfBefore).toBe(false);
    expect(vixStanding(vix('20261002 16:14'), at('20261004 12:00')).isOfBefore).toBe(true);
  });

  test('known by its close alone is that of the day before, which a session leaves behind', () => {
    const closed = (moment: string) => vixStanding(vix(moment, { last: null }), at(moment)).level;
    expect([closed('20261005 08:00'), closed('20261005 11:00'), closed('20261005 17:00')]).toEqual([30, null, null]);
  });

  test('nobody told is not known', () => {
    expect(vixStanding(null, 0)).toMatchObject({ level: null, tooOld: null, eventTime: null });
  });
});
