import type { FeedHealth } from '../../../engine/contract/health-schemas.ts';
import type { WatchState } from '../../../engine/link/api.ts';
import { executionHealth, ingestionHealth } from '../../stores/feeds.ts';
import { useSilence } from '../../stores/silence.ts';
import { useFeedCondition, useFeedItems } from '../../stores/use-feed.ts';
import { openWindow } from '../workspace-actions.ts';
import { testIds } from '../../components/test-ids.ts';

function summary(feeds: readonly FeedHealth[]): string {
  return feeds.map((feed) => `${feed.title}: ${feed.phase}${feed.detail ? `, ${feed.detail}` : ''}`).join('\n');
}

/** What a process said before its link was lost says nothing of its feeds now. */
function heard(items: ReadonlyMap<string, FeedHealth>, link: WatchState, silent: boolean): readonly FeedHealth[] {
  const detail = silent ? 'the process that reports it does not answer' : 'no link to the process that reports it';
  return [...items.values()].map((feed) =>
    link === 'live' && !silent ? feed : { ...feed, phase: 'disconnected', detail },
  );
}

/** One dot a feed: full = ready, amber square = not quite, hollow = gone. Opens Health. */
export function FeedDots() {
  const silence = useSilence();
  const data = heard(
    useFeedItems(ingestionHealth),
    useFeedCondition(ingestionHealth).phase,
    silence.ingestion !== undefined,
  );
  const broker = heard(
    useFeedItems(executionHealth),
    useFeedCondition(executionHealth).phase,
    silence.execution !== undefined,
  );
  const feeds = [...data, ...broker];
  const ready = feeds.filter(({ phase }) => phase === 'ready').length;
  return (
    <button
      type="button"
      className="feed-dots"
      title={summary(feeds) || 'No feed has reported yet'}
      onClick={() => openWindow('health')}
      data-testid={testIds.feedDots}
      aria-label={`Feeds: ${ready} of ${feeds.length} ready. Open Health`}
    >
      {feeds.map((feed) => (
        <i key={feed.feed} className="feed-dot" data-phase={feed.phase} />
      ))}
      <span>
        <span className="word">feeds </span>
        {ready}/{feeds.length}
      </span>
    </button>
  );
}
