import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Vendor } from '../../ports/vendor.ts';
import type { EndpointState } from './endpoint-state.ts';
import { jobOf } from './feed-job.ts';
import type { Answer } from './read-answer.ts';
import type { VendorRequests } from './vendor-requests.ts';

export type VendorTest = { readonly accepted: boolean; readonly message: string; readonly elapsedMs: number };
export type TestCode = 'unknown-vendor' | 'timeout';

const longestMs = 30_000;

function words(answer: Answer, { title }: Vendor): string {
  if (answer.kind === 'failure') return answer.message;
  return answer.kind === 'empty' ? `${title} answered: ${answer.reason}` : `${title} answered`;
}

/** Asks one endpoint out of turn, within the budget, to see whether the key is taken. */
export function probeVendor(parts: {
  readonly vendor: Vendor;
  readonly endpoint: EndpointState;
  readonly requests: VendorRequests;
  readonly clock: Clock;
}): Promise<Outcome<VendorTest, TestCode>> {
  const { vendor, endpoint, requests, clock } = parts;
  const startedMs = clock.monotonicMs();
  const [place] = endpoint.targets;
  return new Promise((resolve) => {
    const stop = clock.after(longestMs, () =>
      resolve(fail('timeout', `No answer within ${longestMs / 1000} s; the budget may be used up`)),
    );
    requests.submit({
      ...jobOf(endpoint, { target: null, priority: 'critical', parameters: place?.item ?? {} }),
      symbol: place?.symbol ?? '',
      expiry: null,
      done: (answer) => {
        stop();
        const elapsedMs = clock.monotonicMs() - startedMs;
        resolve(ok({ accepted: answer.kind !== 'failure', message: words(answer, vendor), elapsedMs }));
      },
    });
    requests.pump();
  });
}
