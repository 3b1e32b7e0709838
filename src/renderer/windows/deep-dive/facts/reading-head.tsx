import { useState } from 'react';
import type { LayerReading } from '../../../../engine/domain/score.ts';
import { DirectionMark } from '../../../components/direction-mark.tsx';
import { age, number, score as scoreText } from '../../../components/format.ts';
import { Figures } from '../tabs/figures.tsx';

function factText(value: string | number | null, unit: string): string {
  const text = typeof value === 'number' ? number(value, Number.isInteger(value) ? 0 : 2) : (value ?? '–');
  return unit === '' ? text : `${text} ${unit}`;
}

/** What the layer makes of the facts below, in a sentence that opens to its figures. */
export function ReadingHead({
  reading,
  title,
}: {
  readonly reading: LayerReading | undefined;
  readonly title: string;
}) {
  const [open, setOpen] = useState(false);
  if (!reading || reading.status === 'no-data')
    return (
      <p className="reading-head muted">
        <span className="label">No reading</span>{' '}
        {reading?.reason || `The layer ${title} has not read this symbol yet.`}
      </p>
    );
  return (
    <div className="reading-head">
      <button
        type="button"
        className="reading-sentence"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        title="What the reading is made of"
      >
        <DirectionMark direction={reading.direction} />{' '}
        <span className="muted" title="Strength × confidence">
          {scoreText(reading.strength)} × {scoreText(reading.confidence)}
        </span>
        {reading.status === 'stale' ? (
          <span className="attention"> stale{reading.ageMs === null ? '' : `, ${age(reading.ageMs)} old`}</span>
        ) : null}{' '}
        {reading.explanation}
      </button>
      {open ? (
        <>
          <Figures
            items={[
              { label: 'Strength', value: scoreText(reading.strength) },
              { label: 'Confidence', value: scoreText(reading.confidence) },
              { label: 'Freshness', value: scoreText(reading.freshness) },
              ...reading.facts.map(({ label, value, unit }) => ({ label, value: factText(value, unit) })),
            ]}
          />
          <p className="faint">{reading.source}</p>
        </>
      ) : null}
    </div>
  );
}
