import type { LayerId } from '../../domain/signal.ts';
import { noData, type Layer } from '../layer.ts';

/** A column whose source is not connected: it says so and takes no part in the score. */
function awaiting(spec: {
  readonly id: LayerId;
  readonly title: string;
  readonly description: string;
  readonly needs: string;
  readonly refreshSeconds: number;
}): Layer<null> {
  return { ...spec, parameters: null, read: () => noData(`needs ${spec.needs}`) };
}

export const optionsFlow = awaiting({
  id: 'options-flow',
  title: 'Options flow',
  refreshSeconds: 300,
  needs: 'an options-flow feed',
  description: 'Sweeps, blocks and aggressor premium in today’s option trades.',
});
export const darkPool = awaiting({
  id: 'dark-pool',
  title: 'Dark pool',
  refreshSeconds: 900,
  needs: 'an off-exchange print feed',
  description: 'Large off-exchange prints and the levels they cluster at.',
});
export const insiderBuying = awaiting({
  id: 'insider-buying',
  title: 'Insider buying',
  refreshSeconds: 7 * 86_400,
  needs: 'SEC Form 4 filings',
  description: 'Open-market purchases of officers and directors.',
});
export const shortInterest = awaiting({
  id: 'short-interest',
  title: 'Short interest',
  refreshSeconds: 15 * 86_400,
  needs: 'FINRA short-interest reports',
  description: 'Short interest, days to cover and their change.',
});
