import { chainFault, type Exposure } from '../domain/exposure.ts';

export type GexSummary = {
  readonly netPerPercent: number | null;
  readonly zeroGamma: number | null;
  readonly callWall: number | null;
  readonly putWall: number | null;
  readonly spot: number | null;
};

/** The few levels a grid row shows, from when the layer speaks of them. */
export function gexSummary(exposure: Exposure | null): GexSummary | null {
  if (exposure === null || chainFault(exposure) !== null) return null;
  return {
    netPerPercent: exposure.gexPerPercent,
    zeroGamma: exposure.zeroGamma,
    callWall: exposure.callWall,
    putWall: exposure.putWall,
    spot: exposure.spot,
  };
}
