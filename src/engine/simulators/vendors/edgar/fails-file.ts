import { isTradingDay } from '../../../domain/calendar.ts';
import { addDays } from '../../../domain/time.ts';
import { hashText } from '../../market/random.ts';
import type { MarketStory, StoryCompany } from '../../story/market-story.ts';

const lastDay = (month: string): string => addDays(`${nextMonth(month)}01`, -1);

function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(4, 6))];
  return number === 12 ? `${year + 1}01` : `${year}${String(number + 1).padStart(2, '0')}`;
}

/** Days of a half: `202609a` ends on the 15th. */
function daysOf(half: string): readonly string[] {
  const month = half.slice(0, 6);
  const [from, to] = half.endsWith('a') ? [`${month}01`, `${month}15`] : [`${month}16`, lastDay(month)];
  const days: string[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) if (isTradingDay(day)) days.push(day);
  return days;
}

/** A month's first half comes at its end, the second in the middle of the next. */
export function failsPublished(half: string, today: string): boolean {
  const month = half.slice(0, 6);
  return today >= (half.endsWith('a') ? lastDay(month) : `${nextMonth(month)}15`);
}

function failsOf(day: string, { symbol }: StoryCompany): number {
  return hashText(`fails ${symbol} ${day}`) % 40_000;
}

/** What was not delivered of the practice market's stocks; who delivered everything has no line. */
export function failsText(story: Pick<MarketStory, 'companies'>, half: string): string {
  const companies = story.companies().filter(({ cusip }) => cusip !== '');
  const lines = daysOf(half).flatMap((day) =>
    companies.flatMap((company, index) => {
      const quantity = failsOf(day, company);
      if (quantity === 0) return [];
      const price = index % 50 === 49 ? '.' : (20 + (quantity % 4_000) / 10).toFixed(2);
      const name = company.name.toUpperCase().slice(0, 30);
      return [[day, company.cusip, company.symbol, quantity, name, price].join('|')];
    }),
  );
  return [
    'SETTLEMENT DATE|CUSIP|SYMBOL|QUANTITY (FAILS)|DESCRIPTION|PRICE',
    ...lines,
    `Trailer record count ${lines.length}`,
    '',
  ].join('\r\n');
}
