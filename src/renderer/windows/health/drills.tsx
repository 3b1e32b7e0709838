import { useState } from 'react';
import type { Outcome } from '../../../engine/domain/outcome.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { bytes, milliseconds } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { worldNow } from '../../stores/world-clock.ts';

type Result = { readonly ok: boolean; readonly text: string };
type State = { readonly running: boolean; readonly result: Result | null };
const idle: State = { running: false, result: null };

function useDrill<Value>(run: () => Promise<Outcome<Value>>, words: (value: Value) => Result) {
  const [state, setState] = useState(idle);
  const start = async (): Promise<void> => {
    setState({ running: true, result: null });
    const answer = await run();
    const at = `${clockTime(worldNow())} ET`;
    const result = answer.ok
      ? words(answer.value)
      : {
          ok: false,
          text: `${answer.failure.code === 'outcome-unknown' ? 'Outcome unknown: ' : ''}${answer.failure.message}`,
        };
    setState({ running: false, result: { ...result, text: `${at}: ${result.text}` } });
  };
  return { ...state, start: () => void start() };
}

function ResultLine({ result, running }: State) {
  if (running) return <span className="faint">Running…</span>;
  if (!result) return <span className="faint">Not run since this window opened</span>;
  return (
    <span className={result.ok ? 'selectable' : 'selectable danger'} role="status">
      {result.ok ? '✓ ' : '✕ '}
      {result.text}
    </span>
  );
}

/** Proofs that can be asked for at any time. */
export function Drills() {
  const kill = useDrill(
    () => links().execution.call.kill({ flatten: false, drill: true, reason: 'Drill' }),
    ({ accepted, message, elapsedMs }) => ({
      ok: accepted,
      text: `${milliseconds(elapsedMs)} from the press to the broker. ${message}`,
    }),
  );
  const backup = useDrill(
    () => links().execution.call.backup({}),
    ({ path, bytes: size, integrity }) => ({
      ok: integrity === 'ok',
      text: `${bytes(size)} at ${path}, integrity check: ${integrity}`,
    }),
  );
  return (
    <dl className="health-drills">
      <dt>
        <Button onClick={kill.start} disabled={kill.running} data-testid={testIds.healthDrill}>
          Kill switch drill
        </Button>
      </dt>
      <dd>
        <ResultLine {...kill} />
      </dd>
      <dt>
        <Button onClick={backup.start} disabled={backup.running} data-testid={testIds.healthBackup}>
          Back up the journal
        </Button>
      </dt>
      <dd>
        <ResultLine {...backup} />
      </dd>
    </dl>
  );
}
