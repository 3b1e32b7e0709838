import { accounts } from '../stores/feeds.ts';
import { useFeedItems } from '../stores/use-feed.ts';
import { missing, number, signed, signedPercent } from './format.ts';
import { testIds } from './test-ids.ts';

/** Shown also where there is little room. */
const always = new Set(['Net liq', 'Day', 'Open']);

function tone(value: number | null): string {
  return value === null || value === 0 ? '' : value > 0 ? 'up' : 'down';
}

/** The account in one line; figures the broker has not said are missing, not zero. */
export function AccountSummary() {
  const account = [...useFeedItems(accounts).values()][0] ?? null;
  const day = account?.dayPnl ?? null;
  const start = account?.dayStartNetLiquidation ?? null;
  const share = day === null || start === null || start === 0 ? null : day / start;
  const figures: readonly (readonly [string, string, string?])[] = [
    ['Net liq', number(account?.netLiquidation, 0)],
    [
      'Day',
      `${signed(account?.dayPnl, 2)}${share === null ? '' : ` (${signedPercent(share)})`}`,
      tone(account?.dayPnl ?? null),
    ],
    ['Open', signed(account?.unrealizedPnl, 2), tone(account?.unrealizedPnl ?? null)],
    ['Realised', signed(account?.realizedPnl, 2), tone(account?.realizedPnl ?? null)],
    ['Cash', number(account?.cash, 0)],
    ['Buying power', number(account?.buyingPower, 0)],
    ['Maint. margin', number(account?.maintenanceMargin, 0)],
  ];
  return (
    <div className="figures-line narrows" data-testid={testIds.accountLine}>
      <span className="wide-only">
        <span className="label">Account</span>
        {account?.account ?? missing} <span className="faint">{account?.currency}</span>
      </span>
      {figures.map(([label, text, className]) => (
        <span key={label} className={always.has(label) ? undefined : 'wide-only'}>
          <span className="label">{label}</span>
          <span className={className}>{text}</span>
        </span>
      ))}
    </div>
  );
}
