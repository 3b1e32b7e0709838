import type { LayerReading } from '../../engine/domain/score.ts';
import { age } from './format.ts';
import { layerNames } from './layer-names.ts';

/** Strength x confidence, 0..1: how deep the colour is. */
export function depthOf(reading: LayerReading): number {
  return Math.min(1, Math.max(0, reading.strength * reading.confidence));
}

export function heatTooltip(reading: LayerReading | undefined, waitedMs: number): string {
  if (!reading) return 'No score yet';
  const name = layerNames[reading.layer].long;
  if (reading.status === 'no-data') return `${name}: no data. ${reading.reason}`;
  const aged = reading.ageMs === null ? '' : ` ${age(reading.ageMs + waitedMs)} old.`;
  return `${name}: ${reading.direction}, strength ${Math.round(reading.strength * 100)}, confidence ${Math.round(reading.confidence * 100)}.${reading.status === 'stale' ? ' Stale.' : ''}${aged} ${reading.explanation}`;
}
