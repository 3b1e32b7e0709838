import { noData, type Layer, type LayerInputs, type LayerOutput } from '../../layer.ts';

function read(inputs: LayerInputs): LayerOutput {
  const { regime } = inputs;
  if (!regime) return noData('no VIX yet');
  if (regime.regime === 'unknown' || regime.eventTime === null) return noData(regime.explanation);
  return {
    kind: 'reading',
    direction: 'neutral',
    strength: 0,
    confidence: 1,
    eventTime: regime.eventTime,
    explanation: regime.explanation,
    facts: [
      { label: 'VIX', value: regime.vix, unit: '' },
      { label: 'VIX3M', value: regime.vix3m, unit: '' },
      { label: 'Contango', value: regime.contango === null ? null : regime.contango * 100, unit: '%' },
      { label: 'Bullish readings', value: regime.bullishModifier, unit: 'x' },
      { label: 'Bearish readings', value: regime.bearishModifier, unit: 'x' },
    ],
    source: 'VIX and VIX3M index levels',
  };
}

/** Weighs nothing itself: it changes how strongly the other layers count. */
export const vixRegime: Layer<null> = {
  id: 'vix-regime',
  title: 'VIX regime',
  description:
    'Calm, elevated, stressed or crisis by the level of VIX and its term structure. It scales the other layers by direction and has no vote.',
  needs: 'the VIX index',
  refreshSeconds: 300,
  parameters: null,
  read,
};
