import { ChevronsRight, Pause, Play, StepForward } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { hostStatus } from '../../stores/feeds.ts';
import { useFeedItem } from '../../stores/use-feed.ts';
import { runCommand } from '../commands/registry.ts';
import { testIds } from '../../components/test-ids.ts';

const speeds = [1, 2, 5, 10, 25, 100];

/** Speed, step and day of the practice market; nothing in the other modes. */
export function PracticeControls() {
  const status = useFeedItem(hostStatus, 'host');
  const [resumeAt, setResumeAt] = useState(1);
  if (!status?.practice) return null;
  const { speed } = status.clock;
  const paused = speed === 0;
  const toggle = (): void => {
    if (!paused) setResumeAt(speed);
    runCommand(paused ? `practice.speed-${speeds.includes(resumeAt) ? resumeAt : 1}` : 'practice.pause');
  };
  return (
    <div className="practice-controls" role="group" aria-label="Practice market" data-testid={testIds.practiceControls}>
      <Button
        tone="quiet"
        iconOnly
        aria-label={paused ? 'Resume the practice market' : 'Pause the practice market'}
        onClick={toggle}
      >
        {paused ? <Play size={13} /> : <Pause size={13} />}
      </Button>
      <select
        className="field"
        aria-label="Practice speed"
        title="Market seconds per second"
        value={speed}
        onChange={(event) => runCommand(`practice.speed-${event.target.value}`)}
        data-testid={testIds.practiceSpeed}
      >
        {(paused ? [0, ...speeds] : speeds.includes(speed) ? speeds : [speed, ...speeds]).map((each) => (
          <option key={each} value={each}>
            {each === 0 ? 'paused' : `${each}×`}
          </option>
        ))}
      </select>
      <Button
        tone="quiet"
        iconOnly
        aria-label="Step one minute"
        title="Step one minute"
        onClick={() => runCommand('practice.step')}
      >
        <StepForward size={13} />
      </Button>
      <Button
        tone="quiet"
        iconOnly
        aria-label="Next trading day"
        title="Next trading day"
        onClick={() => runCommand('practice.next-day')}
      >
        <ChevronsRight size={14} />
      </Button>
    </div>
  );
}
