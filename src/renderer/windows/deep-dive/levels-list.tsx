import type { OffExchangeLevel } from '../../../engine/domain/evidence.ts';
import type { Exposure } from '../../../engine/domain/exposure.ts';
import { percent, price, signedPercent } from '../../components/format.ts';
import { expiryDate } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { coverageOf } from './coverage.ts';
import { darkLevelsOf, levelsOf } from './levels.ts';

function ExpectedMove({ exposure, spot }: { readonly exposure: Exposure; readonly spot: number | null }) {
  const [move] = exposure.expectedMoves;
  if (!move) return null;
  return (
    <li data-tone="move" title={`One standard deviation to ${expiryDate(move.expiry)}; the tags EM on the price axis`}>
      <i aria-hidden />
      <span>Expected move</span>
      <b>± {price(move.move)}</b>
      <span className="faint">{spot === null ? '' : percent(move.move / spot)}</span>
    </li>
  );
}

/** The levels of the chart as text, from high to low with spot among them, then the expected move. */
export function LevelsList({
  exposure,
  dark,
  spot,
}: {
  readonly exposure: Exposure | null;
  readonly dark: readonly OffExchangeLevel[];
  readonly spot: number | null;
}) {
  const levels = [...levelsOf(exposure), ...darkLevelsOf(dark)];
  if (levels.length === 0)
    return <p className="levels faint">No levels: no option chain has been seen for this symbol.</p>;
  const rows = [
    ...levels.filter(({ tone }) => tone !== 'move'),
    ...(spot === null ? [] : [{ id: 'spot', title: 'Spot', tag: '', tone: 'spot' as const, price: spot }]),
  ].toSorted((one, other) => other.price - one.price);
  return (
    <ul className="levels selectable" aria-label="Levels" data-testid={testIds.levels}>
      {rows.map((level) => (
        <li key={level.id} data-tone={level.tone}>
          <i aria-hidden />
          <span>{level.title}</span>
          <b>{price(level.price)}</b>
          {level.id === 'spot' || spot === null ? null : (
            <span className="faint">{signedPercent(level.price / spot - 1, 1)}</span>
          )}
        </li>
      ))}
      {exposure ? <ExpectedMove exposure={exposure} spot={spot} /> : null}
      {exposure && coverageOf(exposure).thin ? (
        <li className="attention" title="Less than half of the chain has been seen; levels may lie elsewhere">
          {exposure.rowsUsed}/{exposure.rowsWanted} rows
        </li>
      ) : null}
    </ul>
  );
}
