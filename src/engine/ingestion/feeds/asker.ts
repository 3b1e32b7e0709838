import type { Outcome } from '../../domain/outcome.ts';
import type { HttpRequest, HttpResponse } from '../../ports/http.ts';
import type { AnswerContext } from '../../ports/recording.ts';
import type { BudgetReading } from '../../ports/vendor.ts';
import { buildRequest, type Asking } from './build-request.ts';
import { factsPerTurn } from './fact-sink.ts';
import type { FeedJob } from './feed-job.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import { failed, readAnswer, stamped, type Answer } from './read-answer.ts';
import { dataDate } from './session-times.ts';

/** What the file chose stands behind what the item or the answer before says. */
const parametersOf = (job: FeedJob): FeedJob['parameters'] => ({
  ...job.endpoint.effective.parameters,
  ...job.parameters,
});

const withExpiry = (job: FeedJob): FeedJob['parameters'] => ({
  ...(job.expiry === null ? {} : { expiry: job.expiry }),
  ...parametersOf(job),
});

const mostVersions = 5_000;

/** Turns jobs into requests and answers into kept facts. Remembers which version of an address it has read. */
export class Asker {
  readonly #parts: { readonly context: FeedContext; readonly settings: () => FeedSettings };
  readonly #versions = new Map<string, NonNullable<Asking['version']>>();

  constructor(parts: { readonly context: FeedContext; readonly settings: () => FeedSettings }) {
    this.#parts = parts;
  }

  requestOf(job: FeedJob): Outcome<HttpRequest, 'bad-request'> {
    return buildRequest(this.#asking(job));
  }

  #asking(job: FeedJob): Asking {
    const { context, settings } = this.#parts;
    const { feed, credentials } = settings();
    const { endpoint, symbols } = job.endpoint.effective;
    const asking = {
      feed,
      endpoint,
      credentials,
      timeoutMs: context.timings.requestTimeoutMs,
      values: {
        nowMs: context.clock.now(),
        symbol: job.symbol === '' ? '' : feed.vendor.spell(job.symbol),
        symbols: symbols.map((symbol) => feed.vendor.spell(symbol)),
        expiry: job.expiry,
        parameters: parametersOf(job),
      },
    };
    const plain =
      endpoint.conditional && job.target?.afresh !== true ? buildRequest({ ...asking, version: null }) : null;
    return { ...asking, version: plain?.ok ? (this.#versions.get(plain.value.url) ?? null) : null };
  }

  budgetOf(response: HttpResponse): BudgetReading | null {
    try {
      return this.#parts.settings().feed.budget.read(response);
    } catch {
      return null;
    }
  }

  /** What an answer means, once it is recorded and its facts are in the store. */
  async read(job: FeedJob, response: HttpResponse, url: string): Promise<Answer> {
    const { context, settings } = this.#parts;
    const { endpoint, symbols } = job.endpoint.effective;
    const { vendor } = settings().feed;
    const receivedTime = context.clock.now();
    const asked = { symbol: job.symbol, parameters: withExpiry(job), headers: response.headers };
    job.endpoint.latencies.add(response.elapsedMs);
    const recorded: AnswerContext = { ...asked, status: response.status };
    context.recorder?.record({
      channel: `${vendor.id}/${endpoint.id}`,
      receivedTime,
      context: JSON.stringify(recorded),
      bytes: response.body,
    });
    const tradingDate = dataDate(receivedTime);
    const answer = readAnswer({
      vendor,
      endpoint,
      response,
      context: {
        ...asked,
        receivedTime,
        tradingDate,
        sinceMs: job.round.sinceMs,
        directory: context.directoryOf(symbols),
      },
    });
    return answer.kind === 'translated' ? this.#keep(job, answer, { receivedTime, response, url }) : answer;
  }

  /** Facts are in the store before the answer counts as a success and its version is remembered. */
  async #keep(
    job: FeedJob,
    answer: Extract<Answer, { kind: 'translated' }>,
    arrival: { readonly receivedTime: number; readonly response: HttpResponse; readonly url: string },
  ): Promise<Answer> {
    const { context, settings } = this.#parts;
    const { endpoint } = job;
    const { translation } = answer;
    const source = settings().feed.vendor.id;
    const facts = stamped(translation, { source, endpoint: endpoint.id, receivedTime: arrival.receivedTime });
    for (let from = 0; from < facts.length; from += factsPerTurn) {
      if (from > 0) await new Promise<void>((resolve) => void context.clock.after(0, resolve));
      const kept = context.sink.take(facts.slice(from, from + factsPerTurn));
      if (!kept.ok) return failed('store', kept.message);
      endpoint.facts += kept.fresh;
      endpoint.refusals += kept.refused;
    }
    endpoint.refusals += translation.refusals.length;
    const { etag = null, 'last-modified': lastModified = null } = arrival.response.headers;
    if (endpoint.effective.endpoint.conditional && (etag !== null || lastModified !== null)) {
      if (this.#versions.size >= mostVersions) this.#versions.clear();
      this.#versions.set(arrival.url, { etag, lastModified });
    }
    return answer;
  }
}
