import { ChartCandlestick } from 'lucide-react';
import type { WindowDefinition } from '../../frame/window-definition.ts';

function DeepDive() {
  return <div className="window-body" />;
}

export const deepDiveWindow: WindowDefinition = { id: 'deep-dive', title: 'DeepDive', icon: ChartCandlestick, followsSymbol: true, component: DeepDive };
