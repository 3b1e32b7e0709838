import { useId } from 'react';
import { age, number, percent } from '../../components/format.ts';
import { regimeFeed } from '../../stores/feeds.ts';
import { useFeedCondition, useFeedItem } from '../../stores/use-feed.ts';
import { useWorldNow } from '../../stores/world-clock.ts';
import { testIds } from '../../components/test-ids.ts';

const quietMs = 60_000;

/** How old the VIX is, once that is worth a word. */
function VixAge({ eventTime }: { readonly eventTime: number | null }) {
  const ageMs = useWorldNow() - (eventTime ?? 0);
  if (eventTime !== null && ageMs < quietMs) return null;
  return (
    <span className="muted" title="When the VIX was last told">
      {eventTime === null ? 'not told' : `${age(ageMs)} old`}
    </span>
  );
}

/** Market regime with its evidence; the badge opens the reason. */
export function RegimeLine() {
  const regime = useFeedItem(regimeFeed, 'regime');
  const popover = useId();
  const change = regime?.vixChange ?? null;
  const contango = regime?.contango ?? null;
  const { phase } = useFeedCondition(regimeFeed);
  return (
    <div className="group regime" data-old={regime !== null && phase !== 'live'}>
      <span className="label">Regime</span>
      <button
        type="button"
        className="regime-badge"
        title="Why this regime"
        data-regime={regime?.regime ?? 'unknown'}
        popoverTarget={popover}
        data-testid={testIds.regimeBadge}
      >
        {(regime?.regime ?? 'unknown').toUpperCase()}
      </button>
      <div id={popover} popover="auto" className="popover selectable">
        <p>{regime?.explanation ?? 'Nothing has been read about the VIX yet.'}</p>
        {regime ? (
          <dl className="facts" style={{ marginTop: 8 }}>
            <dt>VIX3M</dt>
            <dd>{number(regime.vix3m)}</dd>
            <dt>Bullish readings count</dt>
            <dd>× {number(regime.bullishModifier)}</dd>
            <dt>Bearish readings count</dt>
            <dd>× {number(regime.bearishModifier)}</dd>
          </dl>
        ) : null}
      </div>
      <span className="row regime-vix">
        <span className="label">VIX</span>
        <span className="figure" data-testid={testIds.vix}>
          {number(regime?.vix, 1)}
        </span>
        {change === null ? null : (
          <span className="muted">
            {change >= 0 ? '▲' : '▼'}
            {number(Math.abs(change), 1)}
          </span>
        )}
        {regime ? <VixAge eventTime={regime.eventTime} /> : null}
      </span>
      <span className="row regime-curve" title="VIX3M over VIX, less one">
        <span className="label">{contango !== null && contango < 0 ? 'backwardation' : 'contango'}</span>
        <span className={contango !== null && contango < 0 ? 'attention' : ''}>
          {percent(contango === null ? null : Math.abs(contango))}
        </span>
      </span>
    </div>
  );
}
