import { compact, number, percent, signed } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import type { FactTableSpec } from '../../facts/fact-table.tsx';
import type { InterestRow, ShortDay } from './short-rows.ts';

export const interestTable: FactTableSpec<InterestRow> = {
  label: 'Short interest',
  columns: [
    { id: 'date', title: 'Settlement', cell: ({ settlementDate }) => expiryDate(settlementDate) },
    { id: 'shares', title: 'Shares short', numeric: true, cell: ({ shares }) => compact(shares) },
    {
      id: 'change',
      title: 'Change',
      numeric: true,
      cell: ({ changePercent }) => (changePercent === null ? '–' : `${signed(changePercent, 1)}%`),
    },
    { id: 'cover', title: 'Days to cover', numeric: true, cell: ({ daysToCover }) => number(daysToCover) },
    { id: 'float', title: 'Of float', numeric: true, cell: ({ ofFloat }) => percent(ofFloat) },
  ],
  factsOf: ({ facts }) => facts,
  detailsOf: ({ facts: [{ body }] }) => [
    { label: 'Shares', value: number(body.shares, 0) },
    { label: 'Report before', value: number(body.previousShares, 0) },
    { label: 'Daily volume', value: number(body.averageDailyVolume, 0) },
    { label: 'Revised', value: body.isRevised ? 'yes' : 'no' },
  ],
};

export const shortDayTable: FactTableSpec<ShortDay> = {
  label: 'Daily short volume',
  columns: [
    { id: 'date', title: 'Day', cell: ({ date }) => expiryDate(date) },
    { id: 'ratio', title: 'Short part', numeric: true, cell: ({ ratio }) => percent(ratio) },
    { id: 'short', title: 'Short', numeric: true, cell: ({ fact }) => compact(fact.body.shortVolume) },
    { id: 'total', title: 'Of', numeric: true, cell: ({ fact }) => compact(fact.body.totalVolume) },
    {
      id: 'exempt',
      title: 'Exempt',
      help: 'Sold short exempt from the price test',
      numeric: true,
      from: 'wide',
      cell: ({ fact }) => compact(fact.body.exemptVolume),
    },
    { id: 'source', title: 'Source', from: 'widest', cell: ({ fact }) => fact.source },
  ],
  factsOf: ({ fact }) => [fact],
  detailsOf: ({ fact: { body }, ratio }) => [
    {
      label: 'Short part',
      value: `${number(body.shortVolume, 0)} / ${number(body.totalVolume, 0)} = ${percent(ratio, 2)}`,
    },
    { label: 'Exempt', value: number(body.exemptVolume, 0) },
    { label: 'Markets', value: body.markets || '–' },
  ],
};
