import { describe, expect, it } from 'vitest';
import { isTradingDay } from '../../domain/calendar.ts';
import { sessionGrid } from '../market/session-grid.ts';
import { tradingDayIndex } from '../market/trading-days.ts';
import { at, openStory, storyDate } from './testing/open-story.ts';

const { market, story } = openStory(at(16, 4));
const from = '20250101';
const series = (id: string) =>
  new Map(story.macroSeries(id, from, storyDate).map((point) => [point.date, point.value]));

describe('macro series', () => {
  it('keep their identities to the published digit', () => {
    const [ten, two, quarter, real] = ['DGS10', 'DGS2', 'DGS3MO', 'DFII10'].map(series);
    const identities = [
      ['T10YIE', real],
      ['T10Y2Y', two],
      ['T10Y3M', quarter],
    ] as const;
    for (const [id, other] of identities) {
      for (const [date, value] of series(id)) {
        if (value === null) expect(isTradingDay(date)).toBe(false);
        else expect(value).toBe(Math.round(((ten?.get(date) ?? 0) - (other?.get(date) ?? 0)) * 100) / 100);
      }
    }
    expect(series('T10YIE').size).toBeGreaterThan(400);
  });

  it('close where the practice market closed', () => {
    for (const [id, symbol] of [
      ['VIXCLS', 'VIX'],
      ['SP500', 'SPX'],
    ] as const) {
      const bars = story.dailyBars(symbol, '20260801', '20261002');
      const known = series(id);
      expect(bars.length).toBeGreaterThan(40);
      for (const bar of bars) expect(known.get(bar.date)).toBe(bar.close);
    }
  });

  it('stay in the range of the real ones', () => {
    const ranges = {
      DGS2: [2.4, 5.6],
      DGS10: [2.8, 5.8],
      DFF: [3, 5.6],
      BAMLH0A0HYM2: [1.8, 9],
      UNRATE: [3, 6],
      NFCI: [-1, 1],
    };
    for (const [id, [low = 0, high = 0]] of Object.entries(ranges)) {
      for (const value of series(id).values()) {
        if (value === null) continue;
        expect(value).toBeGreaterThanOrEqual(low);
        expect(value).toBeLessThanOrEqual(high);
      }
    }
  });

  it('are what the economic calendar reported', () => {
    const payrolls = series('PAYEMS');
    const events = story.economicEvents('20260101', storyDate);
    for (const event of events.filter((each) => each.id.startsWith('nfp-'))) {
      const [year, month] = event.period.split('-').map(Number) as [number, number];
      const dates = [
        month === 1 ? `${year - 1}1201` : `${year}${String(month - 1).padStart(2, '0')}01`,
        `${year}${String(month).padStart(2, '0')}01`,
      ];
      const [before, now] = dates.map((date) => payrolls.get(date));
      expect(event.actual).toBe((now ?? 0) - (before ?? 0));
    }
    const claims = series('ICSA');
    for (const event of events.filter((each) => each.id.startsWith('claims-'))) {
      expect(claims.get(event.period)).toBe((event.actual ?? 0) * 1000);
    }
    expect(events.filter((each) => each.id.startsWith('nfp-')).length).toBe(10);
    expect(events.filter((each) => each.id.startsWith('fomc-')).length).toBe(6);
  });
});

describe('earnings and news', () => {
  it('report each stock once a quarter', () => {
    const year = story.earnings('20251001', '20260930');
    const counts = [...Map.groupBy(year, (report) => report.symbol).values()].map((reports) => reports.length);
    expect(counts).toHaveLength(36);
    for (const count of counts) expect(Math.abs(count - 4)).toBeLessThanOrEqual(1);
    for (const report of year) expect(isTradingDay(report.date)).toBe(true);
  });

  it('tell a sudden move in the second that makes it, with its sign', () => {
    const day = market.today();
    let jumps = 0;
    for (let index = tradingDayIndex('20260901'); index <= tradingDayIndex('20261002'); index += 1) {
      for (const { spec } of day.spots.filter((each) => each.spec.secType === 'STK' && each.spec.ownVol >= 0.1)) {
        for (const jump of day.world.ownPath(spec, index).jumps) {
          const path = day.world.ownPath(spec, index);
          expect(path.jumps).toContain(jump);
          const date =
            story.dailyBars(spec.symbol, '20260901', '20261002')[index - tradingDayIndex('20260901')]?.date ?? '';
          const timeMs = sessionGrid(date).startMs + jump.second * 1000;
          const told = story.news(timeMs, timeMs + 1).filter((item) => item.symbols.includes(spec.symbol));
          expect(told).toHaveLength(1);
          expect(Math.sign(told[0]?.sentiment ?? 0)).toBe(Math.sign(jump.size));
          jumps += 1;
        }
      }
    }
    expect(jumps).toBeGreaterThan(40);
  });

  it('never name an episode or its truth', () => {
    const wire = JSON.stringify([
      story.news(at(4), at(16)),
      story.optionTrades('SPY', at(10), at(10, 1)),
      story.companies(),
      story.earnings('20260901', '20261231'),
    ]);
    for (const word of [
      'agreement',
      'misleading',
      'supported-trend',
      'wall-break',
      'thin-drift',
      'wall-rejection',
      'episode',
    ]) {
      expect(wire).not.toContain(word);
    }
  });
});
