import { layerInfoSchema, type analyticsContract } from '../../../src/engine/contract/analytics-contract.ts';
import { layerIds } from '../../../src/engine/domain/signal.ts';
import { ok } from '../../../src/engine/domain/outcome.ts';
import type { ContractOf, Implementation } from '../../../src/engine/link/api.ts';
import { demoProcess } from './demo-health.ts';
import { repeat } from './demo-latest.ts';
import { demoBars, type DemoMarket } from './demo-market.ts';
import { demoExposure, demoVolatility } from './demo-options.ts';
import { demoScoreRow } from './demo-scores.ts';

export function demoAnalytics(market: DemoMarket): Implementation<ContractOf<typeof analyticsContract>> {
  return {
    scores: (_, sink) =>
      repeat(sink, 1_000, () => [...market.names.values()].map((name) => demoScoreRow(name, market))),
    score: ({ ticker }) => {
      const name = market.name(ticker);
      return ok(name ? demoScoreRow(name, market).score : null);
    },
    regime: (_, sink) =>
      repeat(sink, 5_000, () => [
        {
          key: 'regime' as const,
          regime: 'calm' as const,
          vix: 13.42,
          vixChange: 0.2,
          vix3m: 14.24,
          contango: 0.061,
          bullishModifier: 1.1,
          bearishModifier: 0.9,
          explanation:
            'VIX 13.4 is below 15 and VIX3M is 6.1% above it: calm. Bullish readings count 1.1 times, bearish ones 0.9 times.',
          eventTime: market.now(),
        },
      ]),
    exposure: ({ underlying }, sink) => {
      const name = market.name(underlying);
      return name ? repeat(sink, 3_000, () => [demoExposure(name, market)]) : () => {};
    },
    volatility: ({ underlying }, sink) => {
      const name = market.name(underlying);
      return name && underlying !== 'UNH' ? repeat(sink, 3_000, () => [demoVolatility(name, market)]) : () => {};
    },
    scoreHistory: ({ ticker }, sink) => {
      const name = market.name(ticker);
      const resend = (): void => {
        const times = name ? demoBars(name, '1m', { count: 240, now: market.now() }).start : [];
        const conviction = times.map(
          (_, index) => 0.45 * Math.sin(index / 23 + (name?.symbol.start ?? 0)) + 0.2 * Math.sin(index / 7),
        );
        sink.snapshot(
          { ticker },
          {
            time: Float64Array.from(times),
            conviction: Float64Array.from(conviction),
            raw: Float64Array.from(conviction),
            agreeing: Float64Array.from(times, () => 4),
            withData: Float64Array.from(times, () => 6),
          },
        );
      };
      resend();
      return { close: () => {}, resend };
    },
    layers: () =>
      ok(
        layerIds.map((layer) =>
          layerInfoSchema.parse({
            layer,
            title: layer,
            weight: 0.1,
            refreshSeconds: 60,
            needs: '',
            description: '',
            tickersWithData: 12,
          }),
        ),
      ),
    process: (_, sink) => repeat(sink, 2_000, () => [demoProcess('analytics')]),
  };
}
