import type { FactKind } from '../../../../engine/domain/facts/fact.ts';
import { Button } from '../../../components/button.tsx';
import { number } from '../../../components/format.ts';
import { dayAndTime } from '../../../components/format-time.ts';
import { mostFacts } from './fact-reader.ts';
import type { FactsView } from './use-facts.ts';

/** How far back the list goes, and a button to go further. */
export function OlderFacts<K extends FactKind>({ view, what }: { readonly view: FactsView<K>; readonly what: string }) {
  const { facts, complete, loading, readBackToMs } = view;
  if (facts.length === 0 && (loading || complete || readBackToMs === null)) return null;
  const full = facts.length >= mostFacts;
  const reach = complete
    ? 'in the store, all of them'
    : readBackToMs === null
      ? ''
      : `since ${dayAndTime(readBackToMs)} ET`;
  return (
    <div className="row older-facts">
      <span className="faint grow">
        {full ? `The newest ${number(facts.length, 0)}` : number(facts.length, 0)} {what} {full ? '' : reach}
      </span>
      {complete || full ? null : (
        <Button tone="quiet" disabled={loading} onClick={view.readOlder}>
          {loading ? 'Reading…' : 'Read further back'}
        </Button>
      )}
    </div>
  );
}
