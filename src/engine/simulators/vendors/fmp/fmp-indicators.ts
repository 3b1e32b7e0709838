import { addDays, wallTime } from '../../../domain/time.ts';
import { movingAverageOf } from '../kit/moving-averages.ts';
import type { MarketStory } from '../../story/market-story.ts';
import type { EmulatedRequest } from '../kit/http-emulator.ts';

const dashed = (date: string): string => `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6, 8)}`;

/** Bars with one more column named after the indicator; only those that can be made from closes. */
export function indicatorRows(story: MarketStory, request: EmulatedRequest): readonly unknown[] {
  const name = request.parts['name'] ?? '';
  const period = Number(request.query.get('periodLength') ?? 14);
  const symbol = (request.query.get('symbol') ?? '').replace('-', '.');
  const today = wallTime(story.now()).date;
  const from = (request.query.get('from') ?? '').replaceAll('-', '') || addDays(today, -30);
  const bars = story.company(symbol) ? story.dailyBars(symbol, addDays(from, -400), today) : [];
  const values = movingAverageOf(
    name,
    bars.map((bar) => bar.close),
    period,
  );
  if (values === null) return [];
  return bars
    .flatMap(({ date, ...bar }, index) => {
      const value = values[index];
      return value === undefined || Number.isNaN(value) || date < from
        ? []
        : [{ date: `${dashed(date)} 00:00:00`, ...bar, [name]: value }];
    })
    .toReversed();
}
