import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import { leanOf, leanOfTrade, type Lean } from '../../../../../engine/domain/facts/trade-lean.ts';
import { compact, number, percent, price } from '../../../../components/format.ts';
import { clockTime } from '../../../../components/format-time.ts';
import type { FactTableSpec } from '../../facts/fact-table.tsx';
import { contractCell, leanCell, marksCell } from './trade-cells.tsx';

type Trade = StoredFact<'option-trade'>;
type Alert = StoredFact<'flow-alert'>;

/** Where most of an alert's premium traded; legs of spreads lean neither way. */
export function leanOfAlert({ right, askPremium, bidPremium, hasMultiLeg }: Alert['body']): Lean {
  if (hasMultiLeg || askPremium === bidPremium) return 'neither';
  return leanOf({ right }, askPremium > bidPremium ? 'ask' : 'bid');
}

const spread = (bid: number | null, ask: number | null): string => `${price(bid)} × ${price(ask)}`;
const underlying = (value: number | null) => ({ label: 'Underlying', value: price(value) });

export const tradeTable: FactTableSpec<Trade> = {
  label: 'Option trades',
  columns: [
    { id: 'time', title: 'Time ET', cell: ({ eventTime }) => clockTime(eventTime) },
    { id: 'contract', title: 'Contract', cell: ({ body }) => contractCell(body) },
    {
      id: 'side',
      title: 'Side',
      cell: ({ body }) => leanCell(leanOfTrade(body), body.side === 'none' ? '–' : body.side),
    },
    { id: 'size', title: 'Size', numeric: true, cell: ({ body }) => number(body.size, 0) },
    { id: 'price', title: 'Price', numeric: true, cell: ({ body }) => price(body.price) },
    { id: 'premium', title: 'Premium', numeric: true, cell: ({ body }) => compact(body.premium) },
    {
      id: 'marks',
      title: '',
      help: 'Marks: SW swept over several exchanges, FL on the floor, ML leg of a spread',
      cell: ({ body }) => marksCell({ sweep: body.isSweep, floor: body.isFloor, multiLeg: body.isMultiLeg }),
    },
    {
      id: 'volume',
      title: 'Vol',
      help: 'Contracts of this option traded today',
      numeric: true,
      from: 'wide',
      cell: ({ body }) => compact(body.dayVolume),
    },
    {
      id: 'interest',
      title: 'OI',
      help: 'Open interest of this option',
      numeric: true,
      from: 'wide',
      cell: ({ body }) => compact(body.openInterest),
    },
    { id: 'vol', title: 'IV', numeric: true, from: 'widest', cell: ({ body }) => percent(body.impliedVol) },
  ],
  factsOf: (trade) => [trade],
  toneOf: ({ body }) => (body.cancelled ? 'cancelled' : ''),
  detailsOf: ({ body }) => [
    { label: 'Premium', value: `${number(body.size, 0)} × ${price(body.price)} = $${number(body.premium, 0)}` },
    { label: 'Bid × ask', value: spread(body.bid, body.ask) },
    underlying(body.underlyingPrice),
    { label: 'Volume / OI', value: `${number(body.dayVolume, 0)} / ${number(body.openInterest, 0)}` },
    { label: 'IV, delta', value: `${percent(body.impliedVol)}, ${number(body.delta)}` },
    { label: 'Exchange', value: `${body.exchange}${body.cancelled ? ', cancelled' : ''}` },
  ],
};

export const alertTable: FactTableSpec<Alert> = {
  label: 'Flow alerts',
  columns: [
    { id: 'time', title: 'Time ET', cell: ({ eventTime }) => clockTime(eventTime) },
    { id: 'contract', title: 'Contract', cell: ({ body }) => contractCell(body) },
    {
      id: 'side',
      title: 'At ask',
      help: 'Share of the premium that traded at the ask',
      cell: ({ body }) =>
        leanCell(leanOfAlert(body), percent(body.totalPremium > 0 ? body.askPremium / body.totalPremium : null, 0)),
    },
    { id: 'size', title: 'Size', numeric: true, cell: ({ body }) => number(body.size, 0) },
    { id: 'premium', title: 'Premium', numeric: true, cell: ({ body }) => compact(body.totalPremium) },
    { id: 'rule', title: 'Rule', cell: ({ body }) => body.rule },
    {
      id: 'marks',
      title: '',
      help: 'Marks: SW has sweeps, FL has floor trades, ML has legs of spreads, OP all opening',
      cell: ({ body }) =>
        marksCell({ sweep: body.hasSweep, floor: body.hasFloor, multiLeg: body.hasMultiLeg, opening: body.allOpening }),
    },
    { id: 'volume', title: 'Vol', numeric: true, from: 'wide', cell: ({ body }) => compact(body.dayVolume) },
    { id: 'interest', title: 'OI', numeric: true, from: 'wide', cell: ({ body }) => compact(body.openInterest) },
  ],
  factsOf: (alert) => [alert],
  detailsOf: ({ body }) => [
    { label: 'At ask / bid', value: `$${compact(body.askPremium)} / $${compact(body.bidPremium)}` },
    { label: 'Trades', value: number(body.tradeCount, 0) },
    { label: 'First, last', value: `${clockTime(body.startTime)}, ${clockTime(body.endTime)}` },
    { label: 'IV', value: `${percent(body.impliedVolStart)} to ${percent(body.impliedVolEnd)}` },
    underlying(body.underlyingPrice),
  ],
};
