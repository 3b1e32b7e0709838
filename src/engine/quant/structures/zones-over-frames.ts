import type { OpenBarColumns } from '../indicators/bar-columns.ts';
import { aggregateBars } from './aggregate-bars.ts';
import { findZones, type Zone } from './zones.ts';

/** A longer time frame to look for zones in. */
export type ZoneFrame = {
  readonly name: string;
  /** Number (or start) of the frame each bar belongs to, from `frameStarts` or a count of days or weeks. */
  readonly frame: Float64Array;
  /** Whether the last frame will get no more bars. While it may, it is not looked at. */
  readonly isLastComplete: boolean;
};

/** A zone of one time frame; all its bar numbers are those of the short bars. */
export type FrameZone = Zone & { readonly frame: string };

function upTo(bars: OpenBarColumns, end: number): OpenBarColumns {
  return {
    open: bars.open.subarray(0, end),
    high: bars.high.subarray(0, end),
    low: bars.low.subarray(0, end),
    close: bars.close.subarray(0, end),
    volume: bars.volume.subarray(0, end),
  };
}

function zonesOfFrame(bars: OpenBarColumns, { name, frame, isLastComplete }: ZoneFrame): readonly FrameZone[] {
  const joined = aggregateBars(bars, frame);
  const whole = isLastComplete ? joined.first.length : Math.max(0, joined.first.length - 1);
  const lastOf = (index: number) => joined.last[index] as number;
  return findZones(upTo(joined.bars, whole)).map((zone) => ({
    ...zone,
    frame: name,
    created: lastOf(zone.created),
    baseStart: joined.first[zone.baseStart] as number,
    baseEnd: lastOf(zone.baseEnd),
    brokenAt: zone.brokenAt === null ? null : lastOf(zone.brokenAt),
  }));
}

/**
 * Demand and supply zones of several time frames over the same bars, in the order they became known. A zone of a longer
 * frame is known, touched and broken at the closes of its own frame's bars.
 */
export function findZonesOverFrames(bars: OpenBarColumns, frames: readonly ZoneFrame[]): readonly FrameZone[] {
  return frames.flatMap((frame) => zonesOfFrame(bars, frame)).sort((a, b) => a.created - b.created);
}
