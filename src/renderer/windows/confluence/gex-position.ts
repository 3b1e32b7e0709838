import type { ScoreRow } from '../../../engine/contract/analytics-contract.ts';
import { missing, number, price, signedPercent } from '../../components/format.ts';

export type GexPosition = {
  readonly side: 'above' | 'below';
  /** Spot over zero gamma, minus one; null without a crossing. */
  readonly toFlip: number | null;
  readonly toCallWall: number | null;
  readonly toPutWall: number | null;
  /** Places on the rule from put wall (0) to call wall (1). */
  readonly spotShare: number | null;
  readonly flipShare: number | null;
};

function share(value: number | null, low: number, high: number): number | null {
  return value === null || high <= low ? null : Math.min(1, Math.max(0, (value - low) / (high - low)));
}

/** Null when nothing is known of the symbol's options. */
export function gexPosition(gex: ScoreRow['gex']): GexPosition | null {
  if (!gex || gex.spot === null) return null;
  const { spot, zeroGamma, callWall, putWall } = gex;
  const away = (level: number | null): number | null => (level === null || level <= 0 ? null : level / spot - 1);
  const walls = callWall !== null && putWall !== null ? ([putWall, callWall] as const) : null;
  return {
    side:
      zeroGamma === null ? ((gex.netPerPercent ?? 0) >= 0 ? 'above' : 'below') : spot >= zeroGamma ? 'above' : 'below',
    toFlip: zeroGamma === null || zeroGamma <= 0 ? null : spot / zeroGamma - 1,
    toCallWall: away(callWall),
    toPutWall: away(putWall),
    spotShare: walls ? share(spot, ...walls) : null,
    flipShare: walls ? share(zeroGamma, ...walls) : null,
  };
}

export function gexTooltip(gex: ScoreRow['gex']): string {
  const position = gexPosition(gex);
  if (!gex || !position) return 'No option chain has been seen for this symbol';
  const flip =
    gex.zeroGamma === null
      ? 'The gamma profile does not change sign.'
      : `Spot ${number(gex.spot)} is ${position.side} zero gamma ${price(gex.zeroGamma)} (${signedPercent(position.toFlip, 1)}).`;
  const wall = (name: string, level: number | null, away: number | null): string =>
    `${name} ${level === null ? missing : `${price(level)} (${signedPercent(away, 1)})`}`;
  return `${flip} ${wall('Call wall', gex.callWall, position.toCallWall)}, ${wall('put wall', gex.putWall, position.toPutWall)}.`;
}
