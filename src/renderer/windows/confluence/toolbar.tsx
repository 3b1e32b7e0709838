import { Search } from 'lucide-react';
import { useMemo } from 'react';
import { Badge } from '../../components/badge.tsx';
import { Segmented } from '../../components/segmented.tsx';
import { useCommands } from '../../frame/commands/registry.ts';
import type { Command } from '../../frame/commands/command.ts';
import { scoreRows } from '../../stores/feeds.ts';
import { useSymbols } from '../../stores/symbols.ts';
import { useFeed } from '../../stores/use-feed.ts';
import { useSettings } from '../../stores/settings.ts';
import { openWindow } from '../../frame/workspace-actions.ts';
import { toggleExpanded, togglePin, useConfluenceView } from './view-state.ts';
import { testIds } from '../../components/test-ids.ts';

const filterId = 'confluence-filter';

function useGridCommands(): void {
  const commands = useMemo((): readonly Command[] => {
    const section = 'Confluence';
    const scope = 'confluence';
    const group = (grouping: 'none' | 'direction' | 'sector') => () => useConfluenceView.setState({ grouping });
    return [
      {
        id: 'confluence.filter',
        title: 'Filter the grid',
        section,
        scope,
        keys: '/',
        run: () => document.getElementById(filterId)?.focus(),
      },
      {
        id: 'confluence.expand',
        title: 'Explain the focused symbol',
        section,
        scope,
        keys: '',
        shownKeys: 'Enter',
        run: () => toggleExpanded(useSymbols.getState().focused),
      },
      {
        id: 'confluence.pin',
        title: 'Pin the focused symbol',
        section,
        scope,
        keys: '',
        shownKeys: 'P',
        run: () => togglePin(useSymbols.getState().focused),
      },
      {
        id: 'confluence.deep-dive',
        title: 'Deep dive into the focused symbol',
        section,
        scope,
        keys: '',
        shownKeys: 'D',
        run: () => openWindow('deep-dive', { ticker: useSymbols.getState().focused }),
      },
      {
        id: 'confluence.group-none',
        title: 'Grid without groups',
        section,
        scope: 'global',
        keys: '',
        run: group('none'),
      },
      {
        id: 'confluence.group-direction',
        title: 'Group the grid by direction',
        section,
        scope: 'global',
        keys: '',
        run: group('direction'),
      },
      {
        id: 'confluence.group-sector',
        title: 'Group the grid by sector',
        section,
        scope: 'global',
        keys: '',
        run: group('sector'),
      },
      {
        id: 'confluence.collapse',
        title: 'Close all explanations',
        section,
        scope,
        keys: 'Shift+Enter',
        run: () => useConfluenceView.setState({ expanded: new Set() }),
      },
    ];
  }, []);
  useCommands(commands);
}

export function Toolbar() {
  useGridCommands();
  const { grouping, filter, held } = useConfluenceView();
  const { alertThreshold } = useSettings().confluence;
  const counts = useFeed(scoreRows, ({ items }) => {
    const rows = [...items.values()];
    return { total: rows.length, above: rows.filter(({ score }) => score.conviction >= alertThreshold).length };
  });
  return (
    <div className="window-bar">
      <span className="row" style={{ position: 'relative' }}>
        <Search size={12} aria-hidden style={{ position: 'absolute', left: 8 }} />
        <input
          id={filterId}
          className="field"
          style={{ width: 140, paddingLeft: 26 }}
          placeholder="Filter"
          aria-label="Filter symbols"
          value={filter}
          onChange={(event) => useConfluenceView.setState({ filter: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            useConfluenceView.setState({ filter: '' });
            event.currentTarget.blur();
          }}
          data-testid={testIds.confluenceFilter}
        />
      </span>
      <Segmented
        label="Group rows"
        value={grouping}
        options={[
          { value: 'none', label: 'Ranked' },
          { value: 'direction', label: 'Direction' },
          { value: 'sector', label: 'Sector' },
        ]}
        onChange={(next) => useConfluenceView.setState({ grouping: next })}
        testId={testIds.confluenceGrouping}
      />
      <span className="grow" />
      {held ? (
        <span
          className="row"
          data-testid={testIds.confluenceHeld}
          title="Rows stay in place while the pointer is over the grid, and for four seconds after a key"
        >
          <Badge>order held</Badge>
        </span>
      ) : null}
      <span className="muted ellipsis" data-testid={testIds.confluenceSummary}>
        {counts.above} of {counts.total} at or above {Math.round(alertThreshold * 100)}
      </span>
    </div>
  );
}
