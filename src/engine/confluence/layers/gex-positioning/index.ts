import { delayText } from '../../../domain/chain.ts';
import { chainFault, type Exposure } from '../../../domain/exposure.ts';
import type { SignalFact } from '../../../domain/signal.ts';
import { leaning, noData, squash, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';

export type GexParameters = {
  /** Distance to zero gamma, in expected daily moves, at which the reading is about three quarters of full. */
  readonly flipScale: number;
  readonly flipWeight: number;
  readonly wallWeight: number;
  readonly deadBand: number;
};

const parameters: GexParameters = {
  flipScale: 1,
  flipWeight: 0.65,
  wallWeight: 0.35,
  deadBand: 0.1,
};

/** One expected daily move in price units, from 30-day implied vol, else from the nearest expiry. */
function dailyMove(inputs: LayerInputs, spot: number): number | null {
  const vol = inputs.volatility?.impliedVol30;
  if (vol) return spot * vol * Math.sqrt(1 / 252);
  const nearest = inputs.exposure?.expectedMoves[0];
  return nearest && nearest.timeYears > 0 ? nearest.move * Math.sqrt(1 / 252 / nearest.timeYears) : null;
}

/**
 * Above zero gamma dealers buy dips and sell rises, which supports the price; below it they chase. Without a crossing
 * the sign of the whole profile decides.
 */
function flipLean(exposure: Exposure, spot: number, move: number, scale: number): number {
  if (exposure.zeroGamma !== null) return squash((spot - exposure.zeroGamma) / (move * scale));
  if (exposure.regime === 'neutral') return 0;
  return exposure.regime === 'positive' ? 0.5 : -0.5;
}

/** Room to the walls: close above the put wall leans up, close under the call wall leans down. */
function wallLean(exposure: Exposure, spot: number, move: number): number | null {
  const { callWall, putWall } = exposure;
  if (callWall === null || putWall === null || callWall <= putWall) return null;
  const upRoom = (callWall - spot) / move;
  const downRoom = (spot - putWall) / move;
  if (upRoom < 0) return 0.4;
  if (downRoom < 0) return -0.4;
  return squash((upRoom - downRoom) / 3);
}

function factsOf(exposure: Exposure): readonly SignalFact[] {
  const millions = (value: number | null): number | null => (value === null ? null : value / 1e6);
  return [
    { label: 'Net GEX', value: millions(exposure.gexPerPercent), unit: '$M per 1 %' },
    { label: 'Zero gamma', value: exposure.zeroGamma, unit: '$' },
    { label: 'Call wall', value: exposure.callWall, unit: '$' },
    { label: 'Put wall', value: exposure.putWall, unit: '$' },
    { label: 'Max pain', value: exposure.maxPain, unit: '$' },
    { label: 'Put/call open interest', value: exposure.putCallOpenInterest, unit: '' },
    { label: 'Rows used', value: exposure.rowsUsed, unit: `of ${exposure.rowsWanted}` },
  ];
}

function sentence(exposure: Exposure, spot: number): string {
  const net = exposure.gexPerPercent ?? 0;
  const where =
    exposure.zeroGamma === null
      ? `no zero-gamma crossing within 20 % of ${spot.toFixed(2)}`
      : `${spot.toFixed(2)} is ${spot >= exposure.zeroGamma ? 'above' : 'below'} zero gamma at ${exposure.zeroGamma.toFixed(2)}`;
  const walls =
    exposure.callWall !== null && exposure.putWall !== null
      ? `; walls ${exposure.putWall} and ${exposure.callWall}`
      : '';
  const { wanted, answered } = exposure.core;
  const filling = answered < wanted ? ` Chain still filling, ${answered} of ${wanted} rows.` : '';
  const delay = delayText(exposure.delayMs);
  const late = delay === null ? '' : ` Option prices ${delay}.`;
  return `Dealer gamma ${net >= 0 ? '+' : '−'}$${Math.abs(net / 1e6).toFixed(1)}M per 1 %: ${where}${walls}.${filling}${late}`;
}

function read(inputs: LayerInputs, weights: GexParameters): LayerOutput {
  const { exposure } = inputs;
  if (!exposure) return noData('option chain not seen yet');
  const fault = chainFault(exposure);
  if (fault !== null) return noData(fault);
  const { spot } = exposure;
  if (spot === null || exposure.grossGexPerPercent === null || exposure.grossGexPerPercent <= 0)
    return noData('no open interest with a volatility near the money');
  const move = dailyMove(inputs, spot);
  if (move === null || move <= 0) return noData('no implied volatility to measure distances with');
  const flip = flipLean(exposure, spot, move, weights.flipScale);
  const wall = wallLean(exposure, spot, move);
  const value = wall === null ? flip : weights.flipWeight * flip + weights.wallWeight * wall;
  const coverage = Math.min(1, exposure.rowsUsed / Math.max(1, exposure.core.wanted));
  const oneSidedness = Math.min(1, Math.abs(exposure.gexPerPercent ?? 0) / exposure.grossGexPerPercent);
  return {
    kind: 'reading',
    ...leaning(value, weights.deadBand),
    confidence: Math.min(1, (0.4 + 0.6 * coverage) * (0.6 + 0.4 * oneSidedness)),
    eventTime: exposure.eventTime,
    explanation: sentence(exposure, spot),
    facts: factsOf(exposure),
    source: `option chain, ${exposure.rowsUsed} of ${exposure.rowsWanted} rows, open interest of the previous session`,
  };
}

/** Where price stands against dealer gamma: its zero crossing and the walls. */
export const gexPositioning: Layer<GexParameters> = {
  id: 'gex-positioning',
  title: 'GEX positioning',
  description:
    'Spot against zero gamma and the call and put walls, in expected daily moves. Assumes dealers are long calls and short puts; open interest is yesterday’s.',
  needs: 'an option chain with open interest and implied vols',
  refreshSeconds: 900,
  parameters,
  read,
};
