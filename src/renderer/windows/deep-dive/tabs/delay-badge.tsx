import { delayText } from '../../../../engine/domain/chain.ts';
import { Badge } from '../../../components/badge.tsx';

/** As with quotes: prices that are not live say so. */
export function DelayBadge({ delayMs }: { readonly delayMs: number }) {
  const delay = delayText(delayMs);
  if (delay === null) return null;
  return (
    <Badge tone="attention" title="The account has no live data of these options">
      {delay}
    </Badge>
  );
}
