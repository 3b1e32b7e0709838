import type { analyticsContract } from '../../contract/analytics-contract.ts';
import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { Ticker } from '../../domain/ids.ts';
import { ok } from '../../domain/outcome.ts';
import { regularSession, tradingDate } from '../../domain/calendar.ts';
import type { AnalyticsService } from '../../analytics/analytics-service.ts';
import type { ScoreHistory } from '../../analytics/score-history.ts';
import type { ConfluenceService } from '../../confluence/confluence-service.ts';
import { layers } from '../../confluence/layer-list.ts';
import type { Implementation } from '../../link/api.ts';
import type { ScorePoint } from '../../ports/score-store.ts';
import type { LayerId } from '../../domain/signal.ts';

export type AnalyticsParts = {
  readonly analytics: AnalyticsService;
  readonly confluence: ConfluenceService;
  readonly history: ScoreHistory;
  readonly weights: () => Readonly<Partial<Record<LayerId, number>>>;
  readonly health: (tell: (health: ProcessHealth) => void) => () => void;
  readonly nowMs: () => number;
  /** A chain that somebody looks at fills before those in the background. */
  readonly demandChain: (underlying: Ticker) => () => void;
};

const historyDays = 5;

function columnsOf(points: readonly ScorePoint[]): Record<string, Float64Array> {
  const column = (pick: (point: ScorePoint) => number): Float64Array => Float64Array.from(points, pick);
  return {
    time: column((point) => point.time),
    conviction: column((point) => point.conviction),
    raw: column((point) => point.raw),
    agreeing: column((point) => point.agreeing),
    withData: column((point) => point.withData),
  };
}

/** The analytics contract over its services. */
export function analyticsImplementation(parts: AnalyticsParts): Implementation<typeof analyticsContract.entries> {
  const { analytics, confluence, history } = parts;
  const withData = (layer: LayerId): number =>
    confluence.rows
      .values()
      .filter((row) =>
        row.score.layers.some(
          (reading) => reading.layer === layer && (reading.status === 'live' || reading.status === 'stale'),
        ),
      ).length;
  return {
    scores: (_params, sink) => confluence.rows.watch(sink),
    score: ({ ticker }) => ok(confluence.score(ticker)),
    regime: (_params, sink) =>
      confluence.regime.watch({
        set: (regime) => sink.set({ ...regime, key: 'regime' }),
        remove: (key) => sink.remove(key),
      }),
    exposure: ({ underlying }, sink) => {
      const release = parts.demandChain(underlying);
      const stop = analytics.exposures.watch(sink, underlying);
      return () => {
        stop();
        release();
      };
    },
    volatility: ({ underlying }, sink) => analytics.volatilities.watch(sink, underlying),
    scoreHistory: ({ ticker }, sink) => {
      const snapshot = (): void => {
        const { openMs } = regularSession(tradingDate(parts.nowMs()));
        sink.snapshot({ ticker }, columnsOf(history.history(ticker, openMs - historyDays * 86_400_000)));
      };
      snapshot();
      return {
        close: history.follow(ticker, (point) => sink.append({ ticker }, columnsOf([point]))),
        resend: snapshot,
      };
    },
    layers: () => {
      const weights = parts.weights();
      return ok(
        layers.map((layer) => ({
          layer: layer.id,
          title: layer.title,
          weight: weights[layer.id] ?? 0,
          refreshSeconds: layer.refreshSeconds,
          needs: layer.needs,
          description: layer.description,
          tickersWithData: withData(layer.id),
        })),
      );
    },
    process: (_params, sink) => parts.health((figures) => sink.set(figures)),
  };
}
