import { describe, expect, it } from 'vitest';
import { isTradingDay } from '../../domain/calendar.ts';
import { cusipCheckDigit } from './identifiers.ts';
import type { StoryInsiderFiling } from './market-story.ts';
import { at, openStory, storyDate } from './testing/open-story.ts';

const { story } = openStory(at(11));

describe('identifiers', () => {
  it('have the check digits of published examples and valid forms', () => {
    // Worked examples of the check digit: Apple common stock and a Cisco one.
    expect(cusipCheckDigit('03783310')).toBe(0);
    expect(cusipCheckDigit('17275R10')).toBe(2);
    for (const company of story.companies().filter(({ kind }) => kind !== 'index')) {
      expect(company.cik).toMatch(/^\d{10}$/);
      expect(company.cusip).toMatch(/^\d{3}[A-Z]{3}10\d$/);
      expect(cusipCheckDigit(company.cusip.slice(0, 8))).toBe(Number(company.cusip[8]));
      expect(company.floatShares).toBeLessThanOrEqual(company.sharesOutstanding);
    }
    expect(new Set(story.companies().map(({ cusip }) => cusip)).size).toBe(story.companies().length - 2);
  });
});

describe('insider filings', () => {
  const filings = story.insiderFilings('20250701', storyDate);
  const rows = filings.flatMap((filing) => filing.rows);

  it('are mostly sales, grants and withholding, few purchases, some told in footnotes, amended or derivative', () => {
    const perYear = filings.length / 36 / 1.26;
    expect(perYear).toBeGreaterThan(30);
    expect(perYear).toBeLessThan(55);
    const share = (test: (filing: StoryInsiderFiling) => boolean): number =>
      filings.filter(test).length / filings.length;
    const has = (code: string) => (filing: StoryInsiderFiling) => filing.rows.some((row) => row.code === code);
    expect(share(has('S'))).toBeGreaterThan(0.45);
    expect(share(has('P'))).toBeLessThan(0.1);
    expect(share(has('P'))).toBeGreaterThan(0.01);
    expect(share((filing) => filing.isPlanned)).toBeGreaterThan(0.3);
    expect(share((filing) => filing.isAmendment)).toBeGreaterThan(0.01);
    expect(rows.some((row) => row.derivative !== null)).toBe(true);
    expect(rows.some((row) => row.price === null)).toBe(true);
    expect(rows.every((row) => row.shares > 0 && row.sharesAfter >= 0 && Number.isInteger(row.shares))).toBe(true);
  });

  it('have unique accession numbers, come within days and add up for each owner', () => {
    expect(new Set(filings.map((filing) => filing.accession)).size).toBe(filings.length);
    const held = new Map<string, number>();
    for (const filing of filings.toSorted((a, b) => a.accession.localeCompare(b.accession))) {
      expect(filing.accession).toMatch(/^\d{10}-\d{2}-\d{6}$/);
      expect(isTradingDay(filing.filingDate)).toBe(true);
      for (const row of filing.rows) expect(row.date < filing.filingDate).toBe(true);
    }
    for (const filing of [...Map.groupBy(filings, (each) => each.company.symbol).values()].flatMap((group) =>
      group
        .filter((each) => !each.isAmendment)
        .toSorted((a, b) => a.accession.slice(11).localeCompare(b.accession.slice(11))),
    )) {
      for (const row of filing.rows.filter((each) => each.derivative === null)) {
        const before = held.get(filing.owner.cik);
        if (before !== undefined) expect(row.sharesAfter).toBe(before + (row.acquired ? 1 : -1) * row.shares);
        held.set(filing.owner.cik, row.sharesAfter);
      }
    }
  });

  it('price transactions within the range of their day', () => {
    for (const { company, rows: own } of filings.slice(-60)) {
      for (const row of own.filter((each) => each.code === 'S' || each.code === 'P')) {
        const [bar] = story.dailyBars(company.symbol, row.date, row.date);
        if (row.price === null || !bar) continue;
        expect(row.price).toBeGreaterThanOrEqual(bar.low - 0.001);
        expect(row.price).toBeLessThanOrEqual(bar.high + 0.001);
      }
    }
  });
});

describe('holdings, short sales and futures', () => {
  it('value holdings at the close of the report date and follow them from quarter to quarter', () => {
    const filings = story.institutionFilings('20260401', storyDate);
    expect(filings.length).toBe(48);
    const [spring, summer] = ['20260331', '20260630'].map((date) =>
      filings.filter((filing) => filing.reportDate === date),
    );
    for (const later of summer ?? []) {
      const earlier = spring?.find((filing) => filing.managerCik === later.managerCik);
      expect(later.filingDate <= '20260814').toBe(true);
      for (const { company, option, shares, sharesChange, value } of later.holdings) {
        const was = earlier?.holdings.find((held) => held.company.symbol === company.symbol && held.option === option);
        expect(shares - sharesChange).toBe(was?.shares ?? 0);
        const [bar] = story.dailyBars(company.symbol, '20260630', '20260630');
        expect(value).toBe(Math.round(shares * (bar?.close ?? 0)));
      }
    }
  });

  it('settle short interest twice a month, published seven trading days later, over volumes of the period', () => {
    expect(story.shortInterestDates().slice(0, 4)).toEqual(['20260915', '20260831', '20260814', '20260731']);
    const rows = story.shortInterest('20260915');
    const before = story.shortInterest('20260831');
    expect(rows).toHaveLength(39);
    for (const [rank, row] of rows.entries()) {
      expect(row.previousShares).toBe(before[rank]?.shares);
      expect(row.publishedMs).toBe(at(16, 0, 0, '20260924'));
      const volumes = story.dailyBars(row.symbol, '20260901', '20260915').map((bar) => bar.volume);
      expect(row.averageDailyVolume).toBe(
        Math.round(volumes.reduce((sum, volume) => sum + volume, 0) / volumes.length),
      );
      const daysToCover = row.shares / row.averageDailyVolume;
      expect(daysToCover).toBeGreaterThan(0.1);
      expect(daysToCover).toBeLessThan(25);
    }
    for (const row of story.shortVolume('20261002')) expect(row.shortVolume).toBeLessThan(row.totalVolume);
  });

  it('settle the volatility futures where the market closed them', () => {
    const { market, story: own } = openStory(at(11));
    const [front] = market.derivatives('VIX', 'FUT');
    const bars = market.history(front?.id ?? '', 'TRADES', 86_400_000, at(0, 0, 0, '20260928'), at(11));
    const days = own.futureDays('20260929', '20261002').filter((day) => day.expiry === front?.expiry);
    expect(days).toHaveLength(4);
    expect(days.map((day) => day.settle)).toEqual(bars.slice(0, 4).map((bar) => bar.close));
  });
});
