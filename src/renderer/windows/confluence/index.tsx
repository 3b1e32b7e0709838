import { WhenKnown } from '../../components/condition.tsx';
import type { WindowProps } from '../../frame/window-definition.ts';
import { scoreRows, watchlist } from '../../stores/feeds.ts';
import { useFeed, useFeedCondition } from '../../stores/use-feed.ts';
import { ConfluenceGrid } from './confluence-grid.tsx';
import { Toolbar } from './toolbar.tsx';
import './confluence.css';

export function Confluence({ ticker, choose, visible }: WindowProps) {
  const scores = useFeedCondition(scoreRows);
  const listed = useFeed(watchlist, ({ known }) => known);
  return (
    <>
      <Toolbar />
      <WhenKnown of={{ ...scores, known: scores.known || listed }} what="scores">
        <ConfluenceGrid ticker={ticker} choose={choose} visible={visible} />
      </WhenKnown>
    </>
  );
}
