import { useCallback, useEffect, useRef, useState } from 'react';
import { links } from '../../bridge/links.ts';

const pauseMs = 700;

export type SaveState =
  | { readonly kind: 'saved' | 'pending' | 'saving' }
  | { readonly kind: 'failed'; readonly message: string };
type Change = { readonly notes: string | null; readonly tags: readonly string[] | null };
const none: Change = { notes: null, tags: null };

/** Saves notes and tags of one trade a moment after the last key, and when the trade is left. */
export function useAnnotation(id: string): {
  readonly state: SaveState;
  change(part: Partial<Change>): void;
  flush(): void;
} {
  const [state, setState] = useState<SaveState>({ kind: 'saved' });
  const waiting = useRef<Change>(none);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  const flush = useCallback(() => {
    if (timer.current) clearTimeout(timer.current);
    timer.current = null;
    const change = waiting.current;
    if (change.notes === null && change.tags === null) return;
    waiting.current = none;
    setState({ kind: 'saving' });
    void links()
      .execution.call.annotate({ id, notes: change.notes, tags: change.tags === null ? null : [...change.tags] })
      .then((answer) => {
        if (answer.ok) return setState((now) => (now.kind === 'pending' ? now : { kind: 'saved' }));
        // Kept for the next attempt, under what was typed meanwhile.
        waiting.current = { notes: waiting.current.notes ?? change.notes, tags: waiting.current.tags ?? change.tags };
        setState({ kind: 'failed', message: answer.failure.message });
      });
  }, [id]);
  const change = useCallback(
    (part: Partial<Change>) => {
      waiting.current = { ...waiting.current, ...part };
      setState({ kind: 'pending' });
      if (timer.current) clearTimeout(timer.current);
      timer.current = setTimeout(flush, pauseMs);
    },
    [flush],
  );
  useEffect(() => flush, [flush]);
  return { state, change, flush };
}
