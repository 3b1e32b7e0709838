import { CheckCircle2, Circle, X } from 'lucide-react';
import { useEffect } from 'react';
import { Button } from '../components/button.tsx';
import { testIds } from '../components/test-ids.ts';
import { useChecklist } from './checklist-state.ts';
import { useChecklistSteps } from './checklist-steps.ts';

/** First steps as one line at the bottom edge: it takes its own room and never lies over anything. */
export function Checklist() {
  const { hidden, done } = useChecklist();
  const steps = useChecklistSteps();
  const reached = steps.filter(({ now }) => now).map(({ id }) => id);
  useEffect(() => {
    const news = reached.filter((id) => !done.has(id));
    if (news.length > 0) useChecklist.setState({ done: new Set([...done, ...news]) });
  });
  if (hidden) return null;
  const count = steps.filter(({ id }) => done.has(id)).length;
  return (
    <aside className="checklist" aria-label="First steps" data-testid={testIds.checklist}>
      <strong>First steps</strong>
      <span className="muted">
        {count} of {steps.length}
      </span>
      <ul>
        {steps.map(({ id, title, hint, go }) => (
          <li key={id} data-done={done.has(id)}>
            <button type="button" onClick={go} title={hint}>
              {done.has(id) ? <CheckCircle2 size={13} aria-label="done" /> : <Circle size={13} aria-hidden />}
              <span>{title}</span>
            </button>
          </li>
        ))}
      </ul>
      <Button
        tone="quiet"
        iconOnly
        aria-label="Put the first steps away"
        title="Put away; the palette brings them back"
        onClick={() => useChecklist.setState({ hidden: true })}
        data-testid={testIds.checklistClose}
      >
        <X size={13} />
      </Button>
    </aside>
  );
}
