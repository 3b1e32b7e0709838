import { ChartCandlestick } from 'lucide-react';
import type { WindowDefinition } from '../../frame/window-definition.ts';

function Confluence() {
  return <div className="window-body" />;
}

export const confluenceWindow: WindowDefinition = { id: 'confluence', title: 'Confluence', icon: ChartCandlestick, followsSymbol: true, component: Confluence };
