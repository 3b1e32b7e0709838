import { Crosshair } from 'lucide-react';
import { price } from '../../components/format.ts';
import type { WindowDefinition, WindowProps } from '../../frame/window-definition.ts';
import { quoteOf } from '../../stores/feeds.ts';
import { useTicketRequest } from '../../stores/ticket-request.ts';
import { useFeedItem } from '../../stores/use-feed.ts';

function Trade({ ticker }: WindowProps) {
  const request = useTicketRequest((state) => state.request);
  const instrument = `${ticker}.STK`;
  const quote = useFeedItem(quoteOf(instrument), instrument);
  return (
    <div className="window-body pad">
      <dl className="facts">
        <dt>Symbol</dt>
        <dd data-testid="ticket-ticker">{ticker}</dd>
        <dt>Side</dt>
        <dd data-testid="ticket-side">{request?.ticker === ticker ? request.side : '–'}</dd>
        <dt>Bid × ask</dt>
        <dd>
          {price(quote?.bid)} × {price(quote?.ask)}
        </dd>
      </dl>
    </div>
  );
}

export const tradeWindow: WindowDefinition = {
  id: 'trade',
  title: 'Ticket',
  icon: Crosshair,
  followsSymbol: true,
  component: Trade,
};
