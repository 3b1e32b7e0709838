import { Lock, LockOpen, RefreshCw } from 'lucide-react';
import { midOf } from '../../../engine/domain/quote.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { DirectionMark } from '../../components/direction-mark.tsx';
import { age, missing, number, price, score as scoreText } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { reportAnswer } from '../../frame/trading-commands.ts';
import { useDataAbsence } from '../../stores/broker-absence.ts';
import { useWorldNow } from '../../stores/world-clock.ts';
import type { Ticket } from './use-ticket.ts';

/** From here on a quote is old enough to say so. */
const oldQuoteMs = 5_000;

async function armOneClick(on: boolean): Promise<void> {
  const answer = await links().execution.call.arm({ what: 'one-click', on, confirm: on ? 'ARM' : '' });
  reportAnswer(on ? 'One-click sending on' : 'One-click sending off', answer);
}

function QuoteLine({ quote, tick, reprice }: Pick<Ticket, 'quote' | 'tick' | 'reprice'>) {
  const now = useWorldNow();
  const absence = useDataAbsence();
  if (!quote)
    return (
      <p className="ticket-quote faint" title={absence?.fact}>
        {absence
          ? `No quote: ${absence.address === '' ? 'the market does not answer' : `no TWS at ${absence.address}`}`
          : 'No quote yet'}
      </p>
    );
  const old = now - quote.receivedTime > oldQuoteMs;
  const mid = midOf(quote);
  const spread = quote.bid !== null && quote.ask !== null ? quote.ask - quote.bid : null;
  return (
    <p className={`ticket-quote ${old ? 'stale' : ''}`}>
      <span className="ticket-prices">
        <span>
          <span className="label">Bid</span> {price(quote.bid)}{' '}
          <span className="faint">× {number(quote.bidSize, 0)}</span>
        </span>
        <span>
          <span className="label">Ask</span> {price(quote.ask)}{' '}
          <span className="faint">× {number(quote.askSize, 0)}</span>
        </span>
        <span title="Spread">
          <span className="label">Spread</span> {number(spread, tick < 0.01 ? 4 : 2)}
        </span>
        {mid === null || spread === null ? null : (
          <span className="faint" title="Spread as a share of the mid">
            {number((spread / mid) * 10_000, 1)} bp
          </span>
        )}
      </span>
      {quote.halted ? <strong className="danger">HALTED</strong> : null}
      {quote.dataType === 'live' ? null : <span className="attention">{quote.dataType}</span>}
      {old ? <span className="attention">{age(now - quote.receivedTime)} old</span> : null}
      <Button
        tone="quiet"
        iconOnly
        onClick={reprice}
        aria-label="Suggest prices from the present quote"
        title="Suggest prices from the present quote"
      >
        <RefreshCw size={12} />
      </Button>
    </p>
  );
}

export function TicketHead({ ticket }: { readonly ticket: Ticket }) {
  const { ticker, known, scored, gate } = ticket;
  const armed = gate?.oneClickArmed === true;
  return (
    <header className="ticket-head">
      <div className="row">
        <strong className="ticket-symbol" data-testid={testIds.ticketTicker}>
          {ticker || '–'}
        </strong>
        <span className="faint ellipsis grow">{known?.name}</span>
        {scored ? (
          <span className="nowrap" title={`${scored.agreeing} of ${scored.withData} layers with data agree`}>
            <DirectionMark direction={scored.direction} words={false} />{' '}
            <strong>{scored.withData > 0 ? scoreText(scored.conviction) : missing}</strong>{' '}
            <span className="faint">
              {scored.agreeing}/{scored.withData}
            </span>
          </span>
        ) : (
          <span className="faint">no score</span>
        )}
        <Button
          tone="quiet"
          aria-pressed={armed}
          disabled={!gate}
          onClick={() => void armOneClick(!armed)}
          className={armed ? 'one-click armed' : 'one-click'}
          title={
            armed
              ? 'One-click sending is armed: Enter sends without a review. Press to lock.'
              : 'One-click sending is off. Press to arm it until the program ends.'
          }
          data-testid={testIds.ticketArm}
        >
          {armed ? <LockOpen size={13} aria-hidden /> : <Lock size={13} aria-hidden />}
          {armed ? 'One-click ARMED' : <span className="sr-only">Arm one-click sending</span>}
        </Button>
      </div>
      <QuoteLine quote={ticket.quote} tick={ticket.tick} reprice={ticket.reprice} />
    </header>
  );
}
