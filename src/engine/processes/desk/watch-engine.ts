import type { ProcessState } from '../../contract/host-contract.ts';
import type { Failure } from '../../domain/outcome.ts';
import type { AlertService } from '../../alerts/alert-service.ts';
import type { ProcessContext } from '../runtime/process-context.ts';

type Trouble = { readonly severity: 'attention' | 'critical'; readonly words: string; readonly advice: string };

const troubles: Readonly<Partial<Record<ProcessState['state'], Trouble>>> = {
  restarting: { severity: 'attention', words: 'restarts', advice: '' },
  'not-answering': {
    severity: 'critical',
    words: 'does not answer',
    advice: 'Silent for ten seconds; restart it in Health.',
  },
  'gave-up': { severity: 'critical', words: 'stopped for good', advice: '' },
};

/** Turns what happens in the other processes into alerts. */
export function watchEngine(context: ProcessContext, alerts: AlertService): { close(): void } {
  const host = context.link('host');
  const analytics = context.link('analytics');
  const execution = context.link('execution');
  const ingestion = context.link('ingestion');
  const processStates = new Map<string, string>();
  const feedPhases = new Map<string, string>();

  analytics.watch.scores({}, { onChange: ({ items }) => items.forEach((row) => alerts.onScore(row.score)) });
  host.watch.processes(
    {},
    {
      onChange: ({ items }) => {
        for (const item of items) {
          const before = processStates.get(item.process);
          processStates.set(item.process, item.state);
          const trouble = troubles[item.state];
          if (before === undefined || before === item.state || trouble === undefined) continue;
          const last = item.lastExit === '' ? '' : ` ${item.process}: ${item.lastExit}.`;
          alerts.report({
            kind: 'process',
            severity: trouble.severity,
            ticker: '',
            value: item.restarts,
            title: `${item.process} ${trouble.words}`,
            body: `${trouble.advice}${last} Restarts so far: ${item.restarts}.`.trim(),
          });
        }
      },
    },
  );
  ingestion.watch.health(
    {},
    {
      onChange: ({ items }) => {
        for (const feed of items) {
          const before = feedPhases.get(feed.feed);
          feedPhases.set(feed.feed, feed.phase);
          if (before !== 'ready' || feed.phase === 'ready' || feed.phase === 'stopped') continue;
          alerts.report({
            kind: 'feed',
            severity: 'attention',
            ticker: '',
            value: null,
            title: `${feed.title}: ${feed.phase}`,
            body: describe(feed.detail, feed.failure),
          });
        }
      },
    },
  );
  execution.watch.orderEvents(
    {},
    {
      onItem: (event) => {
        if (event.kind !== 'unknown' && event.kind !== 'rejected') return;
        alerts.report({
          kind: 'order',
          severity: event.kind === 'unknown' ? 'critical' : 'attention',
          ticker: event.order.ticker,
          value: event.order.quantity,
          title: `${event.order.ticker} order ${event.kind === 'unknown' ? 'UNKNOWN' : 'rejected'}`,
          body: `${event.order.side} ${event.order.quantity} ${event.order.instrument}: ${event.detail}`,
        });
      },
    },
  );
  return {
    close: () => {
      for (const link of [host, analytics, execution, ingestion]) link.close();
    },
  };
}

function describe(detail: string, failure: Failure | null): string {
  return failure ? `${detail} ${failure.message}` : detail;
}
