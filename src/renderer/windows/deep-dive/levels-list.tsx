import type { Exposure } from '../../../engine/domain/exposure.ts';
import { price, signedPercent } from '../../components/format.ts';
import { expiryDate } from '../../components/format-time.ts';
import { coverageOf } from './coverage.ts';
import { levelsOf } from './levels.ts';

/** The levels of the chart as text, from high to low with spot among them. */
export function LevelsList({ exposure, spot }: { readonly exposure: Exposure | null; readonly spot: number | null }) {
  const levels = levelsOf(exposure);
  const rows = [
    ...levels,
    ...(spot === null ? [] : [{ id: 'spot', title: 'Spot', tag: '', tone: 'spot' as const, price: spot }]),
  ].toSorted((one, other) => other.price - one.price);
  const [move] = exposure?.expectedMoves ?? [];
  if (levels.length === 0)
    return <p className="levels faint">No levels: no option chain has been seen for this symbol.</p>;
  return (
    <ul
      className="levels selectable"
      aria-label={`Levels${move ? `; expected move to ${expiryDate(move.expiry)}` : ''}`}
      data-testid="levels"
    >
      {rows.map((level) => (
        <li key={level.id} data-tone={level.tone}>
          <i aria-hidden />
          <span>{level.title}</span>
          <b>{price(level.price)}</b>
          <span className="faint">
            {level.id === 'spot' || spot === null ? '' : signedPercent(level.price / spot - 1, 1)}
          </span>
        </li>
      ))}
      {exposure && coverageOf(exposure).thin ? (
        <li className="attention">
          from {exposure.rowsUsed} of {exposure.rowsWanted} option rows
        </li>
      ) : null}
    </ul>
  );
}
