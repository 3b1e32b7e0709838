import type { FollowUp } from '../../ports/vendor.ts';
import type { EndpointState } from './endpoint-state.ts';
import { jobOf, type FeedJob } from './feed-job.ts';
import type { FeedContext, FeedSettings } from './feed-types.ts';
import type { Answer } from './read-answer.ts';

type Parts = {
  readonly context: Pick<FeedContext, 'clock' | 'documents' | 'log'>;
  readonly settings: () => FeedSettings;
  readonly endpoint: (id: string) => EndpointState | undefined;
};

/** What is wrong with a document may be right tomorrow: a vendor mends it, or a new version of the program can read it. */
const askedAgainMs = 86_400_000;
const mostUnread = 5_000;

/** The requests that answers ask for: pages, and documents, each of which is asked for until it has been read. */
export class FollowUps {
  readonly #parts: Parts;
  /** Documents that are waited for: two index pages may name the same one. */
  readonly #waiting = new Set<string>();
  /** Documents that nothing could be made of, and until when they are let be, world time. */
  readonly #unread = new Map<string, number>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The job for a follow-up; null where it is not wanted, or was read already. */
  jobFor(job: FeedJob, followUp: FollowUp): FeedJob | null {
    const next = this.#parts.endpoint(followUp.endpoint);
    const { once, parameters, symbol } = followUp;
    if (!next?.effective.endpoint.enabled || (once !== null && !this.#isUnread(once))) return null;
    if (job.round.followUpsLeft <= 0) {
      job.endpoint.leftOut += 1;
      job.hole?.leaveOut();
      return null;
    }
    job.round.followUpsLeft -= 1;
    job.hole?.more();
    if (once !== null) this.#waiting.add(once);
    const samePage = next === job.endpoint;
    const first = jobOf(next, {
      target: null,
      priority: next.effective.endpoint.priority,
      parameters: samePage ? { ...job.parameters, ...parameters } : { ...handedOn(job, next), ...parameters },
    });
    const { expiry, round, hole } = job;
    // Pages share what their round may ask; another endpoint has its own measure.
    return samePage ? { ...first, symbol, expiry, round, hole, once } : { ...first, symbol, expiry: null, hole, once };
  }

  /** A document has been answered. It counts as read when something came of it, or when there is nothing wrong with it. */
  answered(once: string, answer: Exclude<Answer, { kind: 'failure' }>): void {
    const { context, settings } = this.#parts;
    if (answer.kind === 'empty' || isRefused(answer.translation)) return this.#letBe(once);
    this.#unread.delete(once);
    const noted = context.documents.noteDocument(settings().feed.vendor.id, once);
    if (!noted.ok) context.log.warn('document could not be noted', { document: once, why: noted.failure.message });
  }

  /** Nobody waits for it any more. */
  release(once: string): void {
    this.#waiting.delete(once);
  }

  #isUnread(once: string): boolean {
    const { context, settings } = this.#parts;
    if (this.#waiting.has(once) || (this.#unread.get(once) ?? 0) > context.clock.now()) return false;
    return !context.documents.hasDocument(settings().feed.vendor.id, once);
  }

  #letBe(once: string): void {
    if (this.#unread.size >= mostUnread) this.#unread.clear();
    this.#unread.set(once, this.#parts.context.clock.now() + askedAgainMs);
  }
}

function isRefused({ facts, followUps, refusals }: Extract<Answer, { kind: 'translated' }>['translation']): boolean {
  return refusals.length > 0 && facts.length + followUps.length === 0;
}

/** What the file chose for an endpoint holds for the pages behind it, unless it chose something else for those. */
function handedOn(job: FeedJob, next: EndpointState): FeedJob['parameters'] {
  const { endpoint, parameters } = next.effective;
  const chosen = { ...job.endpoint.effective.parameters, ...job.parameters };
  return Object.fromEntries(
    Object.entries(chosen).filter(([name]) => endpoint.choices[name] !== undefined && parameters[name] === undefined),
  );
}
