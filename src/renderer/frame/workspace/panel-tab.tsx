import type { IDockviewPanelHeaderProps } from 'dockview-react';
import { ExternalLink, X } from 'lucide-react';
import type { PointerEvent } from 'react';
import { chooseSymbol, useSymbols } from '../../stores/symbols.ts';
import type { WindowDefinition } from '../window-definition.ts';
import { workspace } from '../workspace-actions.ts';
import { nextGroup, usePanelParams } from './panel-params.ts';
import { testIdOf } from '../../components/test-ids.ts';

const stop = (event: PointerEvent): void => event.stopPropagation();

/** Icon, name, symbol, link group, pop out, close. */
export function PanelTab({
  api,
  params,
  definition,
}: IDockviewPanelHeaderProps<Readonly<Record<string, unknown>>> & { readonly definition: WindowDefinition }) {
  const { group, ticker: own } = usePanelParams(api, params);
  const grouped = useSymbols((state) => (group ? state.byGroup[group] : null));
  const ticker = grouped ?? own;
  const Icon = definition.icon;
  const cycle = (): void => {
    const next = nextGroup(group);
    api.updateParameters({ group: next, ticker });
    if (next && ticker) chooseSymbol(next, ticker);
  };
  return (
    <div className="dock-tab" data-testid={testIdOf.dockTab(definition.id)}>
      <Icon size={13} aria-hidden />
      <span>{definition.title}</span>
      {definition.followsSymbol && ticker !== '' ? <span className="ticker">{ticker}</span> : null}
      {definition.followsSymbol ? (
        <button
          type="button"
          className="link-chip"
          data-group={group ?? ''}
          title={group ? `Follows group ${group}; press for the next` : 'Not linked; press to link'}
          aria-label={`Link group ${group ?? 'none'}`}
          onPointerDown={stop}
          onClick={cycle}
        >
          {group ?? '·'}
        </button>
      ) : null}
      <button
        type="button"
        className="tab-action"
        aria-label={`Pop out ${definition.title}`}
        title="Open in a window of its own"
        onPointerDown={stop}
        onClick={() => workspace().popOut(api.id)}
      >
        <ExternalLink size={12} />
      </button>
      <button
        type="button"
        className="tab-action"
        aria-label={`Close ${definition.title}`}
        onPointerDown={stop}
        onClick={() => api.close()}
      >
        <X size={12} />
      </button>
    </div>
  );
}
