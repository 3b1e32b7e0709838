import { Fragment } from 'react';
import type { OffExchangeSummary } from '../../../../../engine/domain/evidence.ts';
import { compact, number, percent, price, signedPercent } from '../../../../components/format.ts';
import { moveBetweenRows } from '../../../../components/row-keys.ts';
import { testIds } from '../../../../components/test-ids.ts';
import { levelRows, type LevelRow } from './level-rows.ts';

type RowProps = { readonly level: LevelRow; readonly chosen: boolean; readonly choose: (price: number | null) => void };

function Level({ level, chosen, choose }: RowProps) {
  const toggle = (): void => choose(chosen ? null : level.price);
  return (
    <tr
      data-row
      tabIndex={0}
      aria-selected={chosen}
      title="Click for the prints at this price"
      onClick={toggle}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        toggle();
      }}
    >
      <td className="num strong">{price(level.price)}</td>
      <td className="level-bar">
        <i style={{ width: `${level.length * 100}%` }} />
      </td>
      <td className="num">{compact(level.shares)}</td>
      <td className="num">{compact(level.premium)}</td>
      <td className="num">{percent(level.ofVolume)}</td>
      <td className="num">{signedPercent(level.distance)}</td>
    </tr>
  );
}

function Spot({ spot }: { readonly spot: number }) {
  return (
    <tr className="spot-row">
      <td className="num">{price(spot)}</td>
      <td colSpan={5}>
        <span>last price</span>
      </td>
    </tr>
  );
}

type Props = {
  readonly summary: OffExchangeSummary;
  readonly spot: number | null;
  readonly dayVolume: number | null;
  readonly chosen: number | null;
  readonly choose: (price: number | null) => void;
};

/** Where today's blocks gathered, as bars on the price axis with the last price among them. */
export function LevelBars({ summary, spot, dayVolume, chosen, choose }: Props) {
  const rows = levelRows(summary.levels, { spot, dayVolume });
  return (
    <section aria-label="Levels of today">
      <div className="row flow-total">
        <span className="label">{number(summary.blocks, 0)} blocks today</span>
        <span className="grow" />
        <span className="up">bought ${compact(summary.boughtPremium)}</span>
        <span className="down">sold ${compact(summary.soldPremium)}</span>
        <span className="faint" title="Between bid and ask, or without a side">
          neither ${compact(summary.unsidedPremium)}
        </span>
      </div>
      <table
        className="data-table level-table"
        aria-label="Dark pool levels"
        onKeyDown={moveBetweenRows}
        data-testid={testIds.darkLevels}
      >
        <thead>
          <tr>
            <th className="num">Price</th>
            <th aria-label="Bar of shares" />
            <th className="num">Shares</th>
            <th className="num">Premium</th>
            <th className="num" title="Of all shares traded today">
              Of vol
            </th>
            <th className="num" title="From the last price">
              Away
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((level) => (
            <Fragment key={level.price}>
              {level.belowSpot && spot !== null ? <Spot spot={spot} /> : null}
              <Level level={level} chosen={chosen === level.price} choose={choose} />
            </Fragment>
          ))}
          {spot !== null && rows.length > 0 && rows.every(({ belowSpot }) => !belowSpot) ? <Spot spot={spot} /> : null}
        </tbody>
      </table>
    </section>
  );
}
