import { describe } from 'vitest';
import { spy } from '../../src/engine/simulators/tws/testing/test-instruments.ts';
import { marketDataSuite } from './market-data-suite.ts';
import { openIbkr } from './open-ibkr.ts';

describe('TWS keeps the market data port', () => {
  marketDataSuite(async () => {
    const { market, venue } = await openIbkr({ clientId: 71 });
    const level = (price: number) => ({ price: Math.round(price * 100) / 100, size: 100, maker: 'ARCA' });
    return {
      market,
      quote: (change) => venue.setQuote(spy.id, change),
      trade: (print) => venue.trade(spy.id, { ...print, aggressor: 1 }),
      depth: ({ bid, ask }) =>
        venue.setDepth(spy.id, { bids: [level(bid), level(bid - 0.1)], asks: [level(ask), level(ask + 0.1)] }),
    };
  });
});
