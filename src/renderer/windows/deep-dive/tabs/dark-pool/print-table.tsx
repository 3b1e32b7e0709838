import type { StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import { printSide, whyNoSide, type PrintSide } from '../../../../../engine/domain/facts/print-side.ts';
import { compact, number, percent, price } from '../../../../components/format.ts';
import { clockTime } from '../../../../components/format-time.ts';
import type { FactTableSpec } from '../../facts/fact-table.tsx';

type Print = StoredFact<'stock-print'>;

const sides: Readonly<Record<PrintSide, { readonly glyph: string; readonly tone: string }>> = {
  bought: { glyph: '▲', tone: 'up' },
  sold: { glyph: '▼', tone: 'down' },
  middle: { glyph: '◆', tone: 'faint' },
  none: { glyph: '○', tone: 'faint' },
};

function Side({ body }: { readonly body: Print['body'] }) {
  const side = printSide(body);
  const why = whyNoSide(body);
  return (
    <span className={sides[side].tone} title={why === null ? undefined : `No side: ${why}`}>
      <span aria-hidden>{sides[side].glyph}</span> {side}
    </span>
  );
}

function sideText(body: Print['body']): string {
  const why = whyNoSide(body);
  return why === null ? printSide(body) : `none: ${why}`;
}

export const printTable: FactTableSpec<Print> = {
  label: 'Off-exchange prints',
  columns: [
    { id: 'time', title: 'Time ET', cell: ({ eventTime }) => clockTime(eventTime) },
    {
      id: 'side',
      title: 'Side',
      help: 'Bought: three quarters of the way from bid to ask, or beyond; sold: the reverse; none: nobody can tell',
      cell: ({ body }) => <Side body={body} />,
    },
    { id: 'price', title: 'Price', numeric: true, cell: ({ body }) => price(body.price) },
    { id: 'size', title: 'Shares', numeric: true, cell: ({ body }) => number(body.size, 0) },
    { id: 'premium', title: 'Premium', numeric: true, cell: ({ body }) => compact(body.premium) },
    {
      id: 'quote',
      title: 'Bid × ask',
      numeric: true,
      from: 'wide',
      cell: ({ body }) => `${price(body.bid)} × ${price(body.ask)}`,
    },
    { id: 'venue', title: 'Venue', from: 'widest', cell: ({ body }) => body.venue || '–' },
  ],
  factsOf: (print) => [print],
  toneOf: ({ body }) => (body.cancelled ? 'cancelled' : ''),
  detailsOf: ({ body }) => [
    { label: 'Premium', value: `${number(body.size, 0)} × ${price(body.price)} = $${number(body.premium, 0)}` },
    { label: 'Bid × ask', value: `${price(body.bid)} × ${price(body.ask)}` },
    { label: 'Day volume', value: number(body.dayVolume, 0) },
    {
      label: 'Of volume',
      value: percent(body.dayVolume !== null && body.dayVolume > 0 ? body.size / body.dayVolume : null, 2),
    },
    { label: 'Venue', value: `${body.venue || 'not told'}${body.cancelled ? ', cancelled' : ''}` },
    { label: 'Side', value: sideText(body) },
    { label: 'Conditions', value: body.conditions.join(', ') || 'none' },
  ],
};
