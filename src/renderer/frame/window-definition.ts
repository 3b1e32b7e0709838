import type { LucideIcon } from 'lucide-react';
import type { ComponentType, LazyExoticComponent } from 'react';
import type { LinkGroup } from '../stores/symbols.ts';

/** What a window is given wherever it stands: docked, tabbed or in a native window of its own. */
export type WindowProps = {
  /** Unique in the page; several panels of one kind may be open. */
  readonly panelId: string;
  /** The symbol to show: of its link group, or its own when unlinked. Empty for windows without a symbol. */
  readonly ticker: string;
  readonly group: LinkGroup | null;
  /** Tells the group (or this panel alone) to show another symbol. */
  readonly choose: (ticker: string) => void;
  /** False while another tab covers it: stop what costs. */
  readonly visible: boolean;
};

export type WindowComponent = ComponentType<WindowProps> | LazyExoticComponent<ComponentType<WindowProps>>;

export type WindowDefinition = {
  /** Also the command scope and the route. */
  readonly id: string;
  readonly title: string;
  readonly icon: LucideIcon;
  /** Follows a symbol and a link group. */
  readonly followsSymbol: boolean;
  readonly component: WindowComponent;
};
