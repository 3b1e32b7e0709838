import { PieChart, Repeat, Shield, ShieldAlert, ShieldCheck, X } from 'lucide-react';
import type { Position, ProtectiveStop } from '../../../engine/domain/position.ts';
import { Button } from '../../components/button.tsx';
import { instrumentName } from '../../components/format-time.ts';
import { number, price, signed, signedPercent } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { focusSymbol } from '../../stores/symbols.ts';

const stops: Readonly<
  Record<
    ProtectiveStop,
    { readonly text: string; readonly title: string; readonly icon: typeof Shield; readonly tone: string }
  >
> = {
  broker: {
    text: 'at broker',
    title: 'Stop orders at the broker cover the whole position',
    icon: ShieldCheck,
    tone: '',
  },
  'client-only': {
    text: 'client only',
    title: 'The stop exists only in this program: it does not protect while the program is closed',
    icon: ShieldAlert,
    tone: 'attention',
  },
  none: { text: 'none', title: 'Nothing limits the loss of this position', icon: Shield, tone: 'attention' },
};

function tone(value: number | null): string {
  return value === null || value === 0 ? 'num' : value > 0 ? 'num up' : 'num down';
}

type Props = {
  readonly position: Position;
  readonly onFlatten: () => void;
  readonly onPart: () => void;
  readonly onReverse: () => void;
  readonly onStop: () => void;
};

export function PositionRow({ position, onFlatten, onPart, onReverse, onStop }: Props) {
  const {
    instrument,
    ticker,
    quantity,
    averagePrice,
    mark,
    marketValue,
    unrealizedPnl,
    dayPnl,
    protectiveStop,
    multiplier,
  } = position;
  const stop = stops[protectiveStop];
  const cost = averagePrice * Math.abs(quantity) * multiplier;
  const name = instrumentName(instrument);
  const Icon = stop.icon;
  return (
    <tr
      data-row
      tabIndex={0}
      onFocus={() => focusSymbol(ticker)}
      data-testid={testIds.positionRow}
      data-instrument={instrument}
    >
      <td className="strong">{name}</td>
      <td className="num">
        <span className={quantity > 0 ? 'up' : 'down'} aria-hidden>
          {quantity > 0 ? '▲' : '▼'}
        </span>{' '}
        <span className="sr-only">{quantity > 0 ? 'long' : 'short'}</span>
        {number(quantity, Number.isInteger(quantity) ? 0 : 4)}
      </td>
      <td className="num wide-only">{price(averagePrice)}</td>
      <td className="num wide-only">{price(mark)}</td>
      <td className={`${tone(unrealizedPnl)} strong`}>{signed(unrealizedPnl)}</td>
      <td className={`${tone(unrealizedPnl)} wide-only`}>
        {signedPercent(unrealizedPnl === null || cost === 0 ? null : unrealizedPnl / cost)}
      </td>
      <td className={`${tone(dayPnl)} wide-only`}>{signed(dayPnl)}</td>
      <td className="num wide-only">{number(marketValue, 0)}</td>
      <td className={stop.tone} title={stop.title} data-testid={testIds.positionStop}>
        <span className="with-icon">
          <Icon size={12} aria-hidden /> {stop.text}
        </span>
      </td>
      <td>
        <span className="cell-actions">
          <Button onClick={onFlatten} title={`Close ${name} at the market (F)`} data-testid={testIds.positionFlatten}>
            <X size={11} aria-hidden /> Flatten
          </Button>
          <Button
            tone="quiet"
            iconOnly
            onClick={onPart}
            disabled={Math.abs(quantity) <= 1}
            aria-label={`Close a part of ${name}`}
            title="Close a part at the market"
            data-testid={testIds.positionPart}
          >
            <PieChart size={13} />
          </Button>
          <Button
            tone="quiet"
            iconOnly
            onClick={onReverse}
            aria-label={`Reverse ${name}`}
            title="Reverse: the same size on the other side"
            data-testid={testIds.positionReverse}
          >
            <Repeat size={13} />
          </Button>
          <Button
            tone="quiet"
            iconOnly
            onClick={onStop}
            disabled={protectiveStop === 'broker'}
            aria-label={`Attach a stop to ${name}`}
            title={
              protectiveStop === 'broker' ? 'A stop at the broker covers it already' : 'Attach a stop at the broker (T)'
            }
            data-testid={testIds.positionAttachStop}
          >
            <Shield size={13} />
          </Button>
        </span>
      </td>
    </tr>
  );
}
