import type { LayerReading, Score } from '../domain/score.ts';
import type { LayerId, Signal } from '../domain/signal.ts';
import type { Layer, LayerInputs } from './layer.ts';

export type LayerSweep = {
  readonly signals: readonly Signal[];
  /** Why the silent layers are silent. */
  readonly reasons: ReadonlyMap<LayerId, string>;
};

/** Asks every layer about one ticker. A layer that throws is silent with that as its reason; the others go on. */
export function readLayers(layers: readonly Layer<null>[], inputs: LayerInputs): LayerSweep {
  const signals: Signal[] = [];
  const reasons = new Map<LayerId, string>();
  for (const layer of layers) {
    const output = ask(layer, inputs);
    if (output.kind === 'no-data') reasons.set(layer.id, output.reason);
    else {
      const { kind: _kind, ...reading } = output;
      signals.push({ ...reading, ticker: inputs.ticker, layer: layer.id });
    }
  }
  return { signals, reasons };
}

function ask(layer: Layer<null>, inputs: LayerInputs): ReturnType<Layer<null>['read']> {
  try {
    return layer.read(inputs, null);
  } catch (error) {
    return { kind: 'no-data', reason: `the layer failed: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** Puts each silent layer's own reason in place of the general one. */
export function withReasons(score: Score, reasons: ReadonlyMap<LayerId, string>): Score {
  const explain = (reading: LayerReading): LayerReading => {
    const reason = reasons.get(reading.layer);
    return reason === undefined || reading.status === 'live' || reading.status === 'stale'
      ? reading
      : { ...reading, reason };
  };
  return { ...score, layers: score.layers.map(explain) };
}
