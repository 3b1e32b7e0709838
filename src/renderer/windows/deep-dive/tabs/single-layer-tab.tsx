import type { LayerReading } from '../../../../engine/domain/score.ts';
import { Condition } from '../../../components/condition.tsx';
import { DirectionMark } from '../../../components/direction-mark.tsx';
import { number, score as scoreText } from '../../../components/format.ts';
import { Figures } from './figures.tsx';

/** What one layer knows of the symbol; without data the reason, never an empty table. */
export function SingleLayerTab({
  title,
  reading,
  ticker,
}: {
  readonly title: string;
  readonly reading: LayerReading | undefined;
  readonly ticker: string;
}) {
  if (!reading || reading.status === 'no-data')
    return (
      <Condition title={`${title}: no data for ${ticker}`}>
        {reading?.reason || 'No source for this layer is connected.'}
      </Condition>
    );
  return (
    <div className="tab-stack selectable">
      <p>
        <DirectionMark direction={reading.direction} />
        {reading.status === 'stale' ? <span className="attention"> stale</span> : null}
      </p>
      <p>{reading.explanation}</p>
      <Figures
        items={[
          { label: 'Strength', value: scoreText(reading.strength) },
          { label: 'Confidence', value: scoreText(reading.confidence) },
          ...reading.facts.map((fact) => ({
            label: fact.label,
            value: `${typeof fact.value === 'number' ? number(fact.value, Number.isInteger(fact.value) ? 0 : 2) : (fact.value ?? '–')} ${fact.unit}`,
          })),
        ]}
      />
      <p className="faint">{reading.source}. Single prints and filings are not kept apart from the reading yet.</p>
    </div>
  );
}
