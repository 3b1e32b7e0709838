import type { VendorHealth } from '../../../engine/contract/health-schemas.ts';
import { testIds } from '../../components/test-ids.ts';
import { vendors } from '../../stores/feeds.ts';
import { useSilence } from '../../stores/silence.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';
import { openWindow } from '../workspace-actions.ts';

function summary(unwell: readonly VendorHealth[]): string {
  if (unwell.length === 0) return 'Every data vendor is live';
  return unwell.map(({ title, state, reason }) => `${title}: ${state}, ${reason}`).join('\n');
}

/** The dot is as bad as the worst vendor; nothing is known of them while ingestion is not heard. */
function phaseOf(unwell: readonly VendorHealth[], heard: boolean): string {
  if (!heard || unwell.some(({ state }) => state === 'failing')) return 'disconnected';
  return unwell.length > 0 ? 'degraded' : 'ready';
}

/** How many of the vendors that are not switched off are live, and in its title what the others lack. Opens Health. */
export function VendorCount() {
  const silence = useSilence();
  const link = useFeedCondition(vendors).phase;
  const wanted = [...useFeedItems(vendors).values()].filter(({ state }) => state !== 'off');
  if (wanted.length === 0) return null;
  const heard = link === 'live' && silence.ingestion === undefined;
  const unwell = wanted.filter(({ state }) => state !== 'live');
  const live = heard ? wanted.length - unwell.length : 0;
  return (
    <button
      type="button"
      className="feed-dots"
      title={heard ? summary(unwell) : 'The process that asks the vendors is not heard'}
      onClick={() => openWindow('health')}
      data-testid={testIds.vendorCount}
      aria-label={`Vendors: ${live} of ${wanted.length} live. Open Health`}
    >
      <i className="feed-dot" data-phase={phaseOf(unwell, heard)} />
      <span>
        <span className="word">vendors </span>
        {live}/{wanted.length}
      </span>
    </button>
  );
}
