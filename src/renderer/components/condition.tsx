import { CircleAlert, CircleDashed, Unplug } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Failure } from '../../engine/domain/outcome.ts';
import type { WatchState } from '../../engine/link/api.ts';

type Tone = 'empty' | 'danger' | 'lost';
const icons = { empty: CircleDashed, danger: CircleAlert, lost: Unplug };

/** What stands where data would stand, with the reason. */
export function Condition({
  tone = 'empty',
  title,
  children,
}: {
  readonly tone?: Tone;
  readonly title: string;
  readonly children?: ReactNode;
}) {
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

/** Children once something has arrived, dimmed while the stream is down; until then what is awaited, or what failed. */
export function WhenKnown({
  of,
  what,
  children,
}: {
  readonly of: FeedCondition;
  readonly what: string;
  readonly children: ReactNode;
}) {
  return (
    <div className="known" data-old={of.known && of.phase !== 'live'} aria-busy={!of.known}>
      {of.known ? children : <Awaited of={of} what={what} />}
    </div>
  );
}

function Awaited({ of, what }: { readonly of: FeedCondition; readonly what: string }) {
  if (!of.failure)
    return <Condition title={`Waiting for ${what}`}>Nothing has arrived since this window opened.</Condition>;
  return (
    <Condition tone="danger" title={`${what}: not available`}>
      {of.failure.message}
    </Condition>
  );
}
