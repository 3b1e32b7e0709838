import { X } from 'lucide-react';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import type { LayerReading } from '../../../engine/domain/score.ts';
import { Button } from '../../components/button.tsx';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { dayAndTime, instrumentName } from '../../components/format-time.ts';
import { missing, number, price, score as scoreText, signed } from '../../components/format.ts';
import { layerNames } from '../../components/layer-names.ts';
import { testIds } from '../../components/test-ids.ts';
import { Waterfall } from '../../components/waterfall-chart.tsx';
import { worldNow } from '../../stores/world-clock.ts';
import { heldFor } from './held-for.ts';
import { NotesEditor } from './notes-editor.tsx';

function Facts({ trade }: { readonly trade: JournalTrade }) {
  const rows: readonly (readonly [string, string])[] = [
    ['Opened', `${dayAndTime(trade.openTime)} ET`],
    [
      'Closed',
      trade.closeTime === null ? `still open: ${number(trade.openQuantity, 0)}` : `${dayAndTime(trade.closeTime)} ET`,
    ],
    ['Held', heldFor((trade.closeTime ?? worldNow()) - trade.openTime)],
    ['Entry → exit', `${price(trade.entryPrice)} → ${price(trade.exitPrice)}`],
    ['Planned stop', price(trade.plannedStop)],
    ['R multiple', trade.rMultiple === null ? missing : `${signed(trade.rMultiple)} R`],
    ['Entry slippage', trade.entrySlippage === null ? missing : `${signed(trade.entrySlippage, 3)} a unit`],
    ['Commission', `${number(trade.commission)}${trade.commissionComplete ? '' : ', a report is missing'}`],
    ['Realised', signed(trade.realizedPnl)],
    ['Account', `${trade.account} · ${trade.mode}`],
  ];
  return (
    <dl className="facts">
      {rows.map(([label, text]) => (
        <div key={label} style={{ display: 'contents' }}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fills({ trade }: { readonly trade: JournalTrade }) {
  return (
    <table className="fills">
      <thead>
        <tr>
          <th>Filled ET</th>
          <th>Side</th>
          <th className="num">Quantity</th>
          <th className="num">Price</th>
          <th>Venue</th>
          <th className="num">Commission</th>
          <th className="num">Realised</th>
        </tr>
      </thead>
      <tbody>
        {trade.fills.map((fill) => (
          <tr key={fill.execution} title={`Execution ${fill.execution}`}>
            <td>{dayAndTime(fill.eventTime)}</td>
            <td className={fill.side === 'BUY' ? 'up' : 'down'}>
              {fill.side === 'BUY' ? '▲' : '▼'} {fill.side}
            </td>
            <td className="num">{number(fill.quantity, 0)}</td>
            <td className="num">{price(fill.price)}</td>
            <td>{fill.venue || missing}</td>
            <td className="num">{number(fill.commission)}</td>
            <td className="num">{signed(fill.realizedPnl)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Reading({ reading }: { readonly reading: LayerReading }) {
  const none = reading.status === 'no-data';
  return (
    <tr>
      <th scope="row">
        {none ? <span className="faint">○</span> : <DirectionMark direction={reading.direction} words={false} />}{' '}
        {layerNames[reading.layer].long}
      </th>
      <td className={none ? 'faint words' : 'muted words'}>
        {none ? `No data: ${reading.reason || 'no source'}` : reading.explanation}
      </td>
      <td className="num">{none ? missing : `${scoreText(reading.strength)} × ${scoreText(reading.confidence)}`}</td>
      <td className="num strong">{none ? missing : signed(reading.contribution * 100, 1)}</td>
    </tr>
  );
}

function EntryScore({ trade }: { readonly trade: JournalTrade }) {
  const { entryScore } = trade;
  if (!entryScore) return <p className="faint">No score existed when the entry was submitted.</p>;
  return (
    <div className="entry-score">
      <Waterfall score={entryScore} />
      <table>
        <tbody>
          {entryScore.layers
            .toSorted((one, other) => other.contribution - one.contribution)
            .map((reading) => (
              <Reading key={reading.layer} reading={reading} />
            ))}
        </tbody>
      </table>
    </div>
  );
}

/** One trade taken apart: numbers, fills, what the layers said at entry, and what the trader thinks of it. */
export function TradeDetail({ trade, onClose }: { readonly trade: JournalTrade; readonly onClose: () => void }) {
  return (
    <aside className="trade-detail" aria-label={`Trade in ${trade.ticker}`} data-testid={testIds.journalDetail}>
      <header className="section-head">
        <h3>
          {instrumentName(trade.instrument)}{' '}
          <span className={trade.direction === 'long' ? 'up' : 'down'}>
            {trade.direction === 'long' ? '▲ long' : '▼ short'}
          </span>{' '}
          {number(trade.quantity, 0)}
        </h3>
        <span className={`grow num strong ${trade.realizedPnl > 0 ? 'up' : trade.realizedPnl < 0 ? 'down' : ''}`}>
          {signed(trade.realizedPnl)}
        </span>
        <Button tone="quiet" iconOnly aria-label="Close the details" title="Close (Esc)" onClick={onClose}>
          <X size={13} />
        </Button>
      </header>
      <div className="trade-detail-body">
        <Facts trade={trade} />
        <NotesEditor key={trade.id} trade={trade} />
        <section className="selectable">
          <h4>Fills</h4>
          <Fills trade={trade} />
        </section>
        <section className="selectable">
          <h4>
            Score at entry
            {trade.entryScore
              ? `: ${trade.entryScore.direction} ${scoreText(trade.entryScore.conviction)}, ${trade.entryScore.agreeing} of ${trade.entryScore.withData} agree, regime ${trade.entryScore.regime}`
              : ''}
          </h4>
          <EntryScore trade={trade} />
        </section>
      </div>
    </aside>
  );
}
