import type { Layer } from './layer.ts';
import { darkPool } from './layers/dark-pool/index.ts';
import { gexPositioning } from './layers/gex-positioning/index.ts';
import { insiderBuying } from './layers/insider-buying/index.ts';
import { momentum } from './layers/momentum/index.ts';
import { optionsFlow } from './layers/options-flow/index.ts';
import { shortInterest } from './layers/short-interest/index.ts';
import { vixRegime } from './layers/vix-regime/index.ts';
import { volatilitySurface } from './layers/volatility-surface/index.ts';

/** Binds a layer to its own parameters, so that a list can hold layers of any kind. */
function bound<Parameters>(layer: Layer<Parameters>): Layer<null> {
  return { ...layer, parameters: null, read: (inputs) => layer.read(inputs, layer.parameters) };
}

/** Every layer, in the order of the grid's columns. */
export const layers: readonly Layer<null>[] = [
  bound(optionsFlow),
  bound(gexPositioning),
  bound(volatilitySurface),
  bound(darkPool),
  bound(insiderBuying),
  bound(shortInterest),
  bound(momentum),
  bound(vixRegime),
];
