import type { Failure } from '../../../../engine/domain/outcome.ts';
import { Condition } from '../../../components/condition.tsx';
import { absenceWords, type FactSource } from './fact-sources.ts';
import { VendorKeysButton } from './sources-line.tsx';

type Props = {
  readonly what: string;
  readonly loading: boolean;
  readonly failure: Failure | null;
  readonly sources: readonly FactSource[];
  /** Something narrower than everything was asked for, so that an empty list is no news about the sources. */
  readonly narrowed?: boolean;
};

/** What stands in an empty list's place, and why it is empty. */
export function FactsCondition({ what, loading, failure, sources, narrowed = false }: Props) {
  if (failure)
    return (
      <Condition tone="danger" title={`${what}: not read`}>
        {failure.message}
      </Condition>
    );
  if (loading) return <Condition title={`Reading ${what}`} />;
  const live = sources.some(({ state }) => state === 'live' || state === 'late');
  if (live && narrowed)
    return <Condition title={`No ${what} like that`}>Nothing in the store passes the filter.</Condition>;
  return (
    <>
      <Condition title={`No ${what}`}>{absenceWords(sources)}</Condition>
      <div className="row condition-action">
        <VendorKeysButton sources={sources} />
      </div>
    </>
  );
}
