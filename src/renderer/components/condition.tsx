import { CircleAlert, CircleDashed, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../engine/domain/outcome.ts';
import type { WatchState } from '../../engine/link/api.ts';

type Tone = 'empty' | 'danger' | 'lost';
const icons = { empty: CircleDashed, danger: CircleAlert, lost: Unplug };

/** What stands where data would stand, with the reason. */
export function Condition({ tone = 'empty', title, children }: { readonly tone?: Tone; readonly title: string; readonly children?: ReactNode }) {
  const Icon = icons[tone];
  return (
    <div className="condition" data-tone={tone} role={tone === 'danger' ? 'alert' : 'status'}>
      <Icon size={18} aria-hidden />
      <strong>{title}</strong>
      {children === undefined ? null : <p>{children}</p>}
    </div>
  );
}

type FeedCondition = { readonly phase: WatchState; readonly failure: Failure | null; readonly known: boolean };

/** Children once something has arrived; until then what is being waited for, or what failed. */
export function WhenKnown({ of, what, children }: { readonly of: FeedCondition; readonly what: string; readonly children: ReactNode }) {
  if (of.known) return children;
  if (of.failure) {
    return (
      <Condition tone="danger" title={`${what}: not available`}>
        {of.failure.message}
      </Condition>
    );
  }
  return <Condition title={`Waiting for ${what}`}>Nothing has arrived since this window opened.</Condition>;
}
