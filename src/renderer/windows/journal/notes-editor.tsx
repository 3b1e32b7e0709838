import { X } from 'lucide-react';
import { useState, type KeyboardEvent } from 'react';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { Button } from '../../components/button.tsx';
import { testIds } from '../../components/test-ids.ts';
import { useAnnotation, type SaveState } from './use-annotation.ts';

const mostTags = 20;

function StateLine({ state, retry }: { readonly state: SaveState; readonly retry: () => void }) {
  const words = { saved: 'Saved', pending: 'Not saved yet…', saving: 'Saving…', failed: 'Not saved' };
  return (
    <span
      className={state.kind === 'failed' ? 'danger' : 'faint'}
      role="status"
      data-testid={testIds.journalNotesState}
    >
      {words[state.kind]}
      {state.kind === 'failed' ? (
        <>
          : {state.message} <Button onClick={retry}>Try again</Button>
        </>
      ) : null}
    </span>
  );
}

/** Tags and notes of one trade; typing saves by itself and says so. */
export function NotesEditor({ trade }: { readonly trade: JournalTrade }) {
  const { state, change, flush } = useAnnotation(trade.id);
  const [notes, setNotes] = useState(trade.notes);
  const [tags, setTags] = useState(trade.tags);
  const [tag, setTag] = useState('');
  const put = (next: readonly string[]): void => {
    setTags(next);
    change({ tags: next });
  };
  const onKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const text = tag.trim().replace(/^#/, '').slice(0, 40);
    if (event.key === 'Backspace' && tag === '' && tags.length > 0) return put(tags.slice(0, -1));
    if ((event.key !== 'Enter' && event.key !== ',') || text === '') return;
    event.preventDefault();
    setTag('');
    if (!tags.includes(text) && tags.length < mostTags) put([...tags, text]);
  };
  return (
    <section className="notes" aria-label="Tags and notes">
      <div className="section-head">
        <h3>Notes</h3>
        <span className="grow" />
        <StateLine state={state} retry={flush} />
      </div>
      <div className="tag-line" data-testid={testIds.journalTags}>
        {tags.map((each) => (
          <span key={each} className="badge">
            #{each}
            <button
              type="button"
              aria-label={`Remove tag ${each}`}
              onClick={() => put(tags.filter((other) => other !== each))}
            >
              <X size={10} aria-hidden />
            </button>
          </span>
        ))}
        <input
          className="field"
          placeholder="Add a tag, Enter"
          aria-label="Add a tag"
          value={tag}
          maxLength={41}
          onChange={(event) => setTag(event.target.value)}
          onKeyDown={onKey}
        />
      </div>
      <textarea
        className="field"
        rows={5}
        maxLength={20_000}
        placeholder="Why it was taken, what happened, what to do differently"
        aria-label="Notes"
        value={notes}
        onChange={(event) => {
          setNotes(event.target.value);
          change({ notes: event.target.value });
        }}
        onBlur={flush}
        data-testid={testIds.journalNotes}
      />
    </section>
  );
}
