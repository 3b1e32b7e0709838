import { Layers3 } from 'lucide-react';
import { WhenKnown } from '../../components/condition.tsx';
import type { WindowDefinition, WindowProps } from '../../frame/window-definition.ts';
import { scoreRows, watchlist } from '../../stores/feeds.ts';
import { useFeed, useFeedCondition } from '../../stores/use-feed.ts';
import { ConfluenceGrid } from './confluence-grid.tsx';
import { Toolbar } from './toolbar.tsx';
import './confluence.css';

function Confluence({ ticker, choose, visible }: WindowProps) {
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

export const confluenceWindow: WindowDefinition = {
  id: 'confluence',
  title: 'Confluence',
  icon: Layers3,
  followsSymbol: true,
  component: Confluence,
};
