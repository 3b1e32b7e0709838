import { missing, number, signed, signedPercent } from '../../components/format.ts';
import { Meter } from '../../components/meter.tsx';
import { accounts, gateFeed } from '../../stores/feeds.ts';
import { useSilence } from '../../stores/silence.ts';
import { useFeed, useFeedCondition, useFeedItem } from '../../stores/use-feed.ts';
import { testIds } from '../../components/test-ids.ts';

/** Net liquidation, the day's result and how much of the daily-loss budget is used. */
export function AccountLine() {
  const account = useFeed(accounts, ({ items }) => items.values().next().value ?? null);
  const gate = useFeedItem(gateFeed, 'gate');
  const day = account?.dayPnl ?? null;
  const start = account?.dayStartNetLiquidation ?? null;
  const used = gate?.riskUsedPercent ?? null;
  const limit = gate?.riskLimitPercent ?? null;
  const silent = useSilence((state) => state.execution !== undefined);
  const old = useFeedCondition(accounts).phase !== 'live' || silent;
  return (
    <>
      <div className="group" data-old={account !== null && old}>
        <span className="label">Net liq</span>
        <span className="figure" data-testid={testIds.netLiq}>
          {number(account?.netLiquidation, 0)}
        </span>
      </div>
      <div className="group" data-old={account !== null && old}>
        <span className="label">Day</span>
        <span
          className={`figure ${day === null || day === 0 ? '' : day > 0 ? 'up' : 'down'}`}
          data-testid={testIds.dayPnl}
        >
          {signed(day, 0)} {day !== null && start ? `(${signedPercent(day / start)})` : ''}
        </span>
      </div>
      <div className="group" data-old={gate !== null && old} title="Share of the day's loss limit that is used">
        <span className="label">Risk</span>
        <span className="risk-bar">
          <Meter label="Daily loss budget used" used={used !== null && limit ? used / limit : null} />
        </span>
        <span data-testid={testIds.riskUsed}>
          {used === null && limit === null ? missing : `${number(used, 1)}/${number(limit, 1)}%`}
        </span>
      </div>
    </>
  );
}
