import type { Instrument } from '../../domain/instrument.ts';
import type { HeadlineListener } from '../../ports/broker-news.ts';
import { dataFailure, isInformation } from './error-codes.ts';
import { contractOf } from './instrument-translate.ts';
import { connectionLost, LineProblem } from './line-problem.ts';
import type { LineSpec } from './line-registry.ts';
import { headlineOf } from './news-requests.ts';

/** Headlines of one instrument: generic tick 292 with prices off, so that a refusal costs no quote. */
export function newsLine(options: {
  readonly instrument: Instrument;
  readonly providers: readonly string[];
  readonly listener: HeadlineListener;
}): LineSpec {
  const { instrument, providers, listener } = options;
  const problem = new LineProblem((failure) => listener.onProblem(failure));
  return {
    // Ahead of the option rotation, which would take every message there is.
    priority: 6,
    route: {
      news: (item) => {
        const headline = headlineOf(item);
        if (headline === null) return;
        problem.clear();
        listener.onHeadline(headline);
      },
      problem: (code, message) => {
        if (!isInformation(code)) problem.is(dataFailure(code, message));
      },
    },
    open: (api, reqId) =>
      api.reqMktData(reqId, contractOf(instrument), `mdoff,292:${providers.join('+')}`, false, false),
    cancel: (api, reqId) => void api.cancelMktData(reqId),
    lost: () => problem.is(connectionLost),
  };
}
