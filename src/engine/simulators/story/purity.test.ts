import { describe, expect, it } from 'vitest';
import { addDays } from '../../domain/time.ts';
import type { MarketStory } from './market-story.ts';
import { at, openStory, storyDate } from './testing/open-story.ts';

type Question = (story: MarketStory) => unknown;

const settlementDates: Question = (story) => story.shortInterestDates();

const asked: readonly Question[] = [
  (story) => story.chain('KO'),
  (story) => story.optionTrades('KO', at(10), at(10, 20)),
  (story) => story.stockPrints('KO', at(10), at(10, 5)),
  (story) => story.quote('KO'),
  (story) => story.dailyBars('KO', '20260901', storyDate),
  (story) => story.minuteBars('KO', storyDate),
  (story) => story.futureDays('20260920', storyDate),
  (story) => story.insiderFilings('20260801', storyDate),
  (story) => story.institutionFilings('20260101', storyDate),
  (story) => story.shortVolume('20261002'),
  (story) => story.shortInterest('20260915'),
  settlementDates,
  (story) => story.news(at(0, 0, 0, '20260925'), at(23)),
  (story) => story.economicEvents('20260901', '20261130'),
  (story) => story.earnings('20260701', '20261231'),
  (story) => story.macroSeries('DGS10', '20260801', storyDate),
  (story) => story.macroSeries('CPIAUCSL', '20250101', storyDate),
];

describe('the story', () => {
  it('is the same whatever was asked before, and in every run of a seed', () => {
    const forward = openStory(at(11)).story;
    const backward = openStory(at(11)).story;
    const answers = asked.map((question) => question(forward));
    const reversed = asked.toReversed().map((question) => question(backward));
    for (const [index, answer] of answers.entries()) expect(reversed.at(-1 - index)).toEqual(answer);
  });

  it('tells the past unchanged later in the day', () => {
    const { clock, story } = openStory(at(11));
    const ask = (): readonly unknown[] => [
      story.optionTrades('DIS', at(10), at(10, 30)),
      story.stockPrints('DIS', at(10), at(10, 30)),
      story.news(at(4), at(11)),
      story.insiderFilings('20260901', '20261002'),
    ];
    const before = ask();
    clock.advanceTo(at(14));
    expect(ask()).toEqual(before);
  });

  it('differs from seed to seed', () => {
    const [one, two] = [openStory(at(11), 5).story, openStory(at(11), 6).story];
    const same = asked.filter((question) => JSON.stringify(question(one)) === JSON.stringify(question(two)));
    // Settlement dates are the calendar's, whatever the seed.
    expect(same).toEqual([settlementDates]);
  });

  it('splits a range anywhere without losing or repeating', () => {
    const { story } = openStory(at(12));
    const cuts = [at(10), at(10, 0, 17) + 333, at(10, 1), at(10, 2, 59) + 999, at(10, 4)];
    for (const ask of [story.optionTrades, story.stockPrints] as const) {
      const whole = ask('AAPL', at(10), at(10, 4));
      const parts = cuts.slice(1).flatMap((to, index) => [...ask('AAPL', cuts[index] ?? 0, to)]);
      expect(parts).toEqual(whole);
      expect(whole.length).toBeGreaterThan(20);
    }
  });

  it('never reaches beyond now', () => {
    const { story } = openStory(at(11, 30, 20) + 500);
    const now = story.now();
    const later = at(23, 0, 0, addDays(storyDate, 90));
    const latest = (times: readonly number[]): number => Math.max(...times);
    for (const symbol of ['SPY', 'TSLA']) {
      expect(latest(story.optionTrades(symbol, at(11, 29), later).map((trade) => trade.timeMs))).toBeLessThan(now);
      expect(latest(story.stockPrints(symbol, at(11, 29), later).map((print) => print.timeMs))).toBeLessThan(now);
      expect(latest(story.chain(symbol).map((option) => option.lastTimeMs ?? 0))).toBeLessThanOrEqual(now);
    }
    expect(latest(story.news(at(0), later).map((item) => item.timeMs))).toBeLessThan(now);
    expect(latest(story.insiderFilings('20260901', '20271231').map((filing) => filing.acceptedMs))).toBeLessThanOrEqual(
      now,
    );
    expect(
      latest(story.institutionFilings('20260101', '20271231').map((filing) => filing.acceptedMs)),
    ).toBeLessThanOrEqual(now);
    for (const event of story.economicEvents('20260901', '20261231'))
      expect(event.actual !== null).toBe(event.scheduledMs <= now);
    for (const report of story.earnings('20260701', '20261231'))
      expect(report.epsActual !== null).toBe(report.date < storyDate);
    expect(story.shortVolume(storyDate)).toEqual([]);
    expect(story.shortInterest('20260930')).toEqual([]);
    expect(story.atsWeek('20260921')).toEqual([]);
    expect(story.futureDays(storyDate, '20261231')).toEqual([]);
    expect(story.dailyBars('SPY', storyDate, '20261231')).toHaveLength(1);
    for (const id of ['DGS2', 'VIXCLS', 'DFF']) {
      expect(story.macroSeries(id, storyDate, '20261231')).toEqual([]);
    }
  });

  it('shows the chain of the last session while the market is closed', () => {
    const evening = openStory(at(16, 4)).story;
    const atClose = openStory(at(15, 59, 59) + 999).story;
    expect(evening.chain('KO')).toEqual(atClose.chain('KO'));
    expect(evening.chain('KO').some((option) => option.bid !== null)).toBe(true);
    const morning = openStory(at(8, 0, 0, '20261006'), 5, '20261006').story;
    expect(morning.chain('KO').map((option) => option.volume)).toEqual(
      evening.chain('KO').map((option) => option.volume),
    );
  });

  it('answers unknown names with nothing', () => {
    const { story } = openStory(at(11));
    expect(story.company('NOPE')).toBeNull();
    expect(story.quote('NOPE')).toBeNull();
    expect(story.chain('VIX')).toEqual([]);
    expect(story.optionTrades('NOPE', at(10), at(11))).toEqual([]);
    expect(story.stockPrints('SPX', at(10), at(11))).toEqual([]);
    expect(story.macroSeries('NOPE', '20260101', storyDate)).toEqual([]);
    expect(story.atsWeek('20260915')).toEqual([]);
    expect(story.shortVolume('20261003')).toEqual([]);
  });
});
