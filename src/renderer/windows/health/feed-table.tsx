import { Fragment, useState } from 'react';
import type { FeedHealth } from '../../../engine/contract/health-schemas.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { age, compact, milliseconds, missing, number } from '../../components/format.ts';
import { clockTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { useDataAbsence, useOrderAbsence } from '../../stores/broker-absence.ts';
import { Budget } from './budget.tsx';

const phases: Readonly<Record<FeedHealth['phase'], BadgeTone>> = {
  ready: 'normal',
  connecting: 'attention',
  degraded: 'attention',
  disconnected: 'danger',
  stopped: 'danger',
};

/** The adapter behind orders is named by its id. */
function vendorName(vendor: string): string {
  return vendor.startsWith('ibkr') ? 'Interactive Brokers TWS' : vendor;
}

function count(value: number): string {
  return value > 0 ? 'num attention' : 'num faint';
}

function Notices({ feed }: { readonly feed: FeedHealth }) {
  return (
    <tr className="health-detail">
      <td colSpan={12}>
        <div className="selectable">
          <p className="muted">
            {vendorName(feed.vendor)} · {feed.phase} since {clockTime(feed.since)} ET · {compact(feed.messages)}{' '}
            messages
            {feed.detail === '' ? '' : ` · ${feed.detail}`}
          </p>
          {feed.failure ? (
            <p className="danger">
              {feed.failure.code}: {feed.failure.message}
            </p>
          ) : null}
          {feed.notices.length === 0 ? (
            <p className="faint">The vendor sent no notices.</p>
          ) : (
            <ol>
              {feed.notices
                .toSorted((one, other) => other.time - one.time)
                .map((notice, index) => (
                  <li key={`${notice.time}-${notice.code}-${index}`}>
                    <span className="faint">{clockTime(notice.time)}</span>
                    <strong>{notice.code}</strong>
                    <span>{notice.message}</span>
                  </li>
                ))}
            </ol>
          )}
        </div>
      </td>
    </tr>
  );
}

/** Every feed with what it delivers, how late, and what it used of its budgets. */
export function FeedTable({ feeds }: { readonly feeds: readonly FeedHealth[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const dataAbsence = useDataAbsence();
  const orderAbsence = useOrderAbsence();
  return (
    <table className="data-table health-table narrows">
      <thead>
        <tr>
          <th>Feed</th>
          <th>State</th>
          <th className="num">Last message</th>
          <th className="num wide-only">Rate /s</th>
          <th className="num wide-only" title="Round trip of a request to the broker">
            Latency p50
          </th>
          <th className="num wide-only">p99</th>
          <th className="wide-only">Lines</th>
          <th className="wide-only">Requests /min</th>
          <th className="num widest-only">Errors</th>
          <th className="num widest-only">Gaps</th>
          <th className="num widest-only">Reconnects</th>
          <th>Notices</th>
        </tr>
      </thead>
      <tbody>
        {feeds.map((feed) => {
          const newest = feed.notices.toSorted((one, other) => other.time - one.time)[0];
          const shown = open === feed.feed;
          const absence = feed.phase === 'ready' ? null : feed.feed === 'ibkr-orders' ? orderAbsence : dataAbsence;
          const failure = absence ? `${absence.fact}. ${absence.remedy}` : feed.failure?.message;
          return (
            <Fragment key={feed.feed}>
              <tr
                data-testid={testIds.healthFeed}
                data-feed={feed.feed}
                data-phase={feed.phase}
                onClick={() => setOpen(shown ? null : feed.feed)}
              >
                <td>
                  <button
                    type="button"
                    className="plain"
                    aria-expanded={shown}
                    onClick={(event) => {
                      event.stopPropagation();
                      setOpen(shown ? null : feed.feed);
                    }}
                  >
                    <span aria-hidden className="faint">
                      {shown ? '▾' : '▸'}
                    </span>{' '}
                    <strong>{feed.title}</strong>
                  </button>{' '}
                  <span className="faint widest-only">{vendorName(feed.vendor)}</span>
                </td>
                <td>
                  <Badge tone={phases[feed.phase]} title={feed.failure?.message ?? feed.detail}>
                    {feed.phase}
                  </Badge>
                </td>
                <td className="num">{age(feed.lastMessageAgeMs)}</td>
                <td className="num wide-only">
                  {number(feed.messagesPerSecond, feed.messagesPerSecond >= 10 ? 0 : 1)}
                </td>
                <td className="num wide-only">{milliseconds(feed.latencyP50Ms)}</td>
                <td className="num wide-only">{milliseconds(feed.latencyP99Ms)}</td>
                <td className="wide-only">
                  <Budget
                    label={`${feed.title}: market data lines used`}
                    used={feed.linesUsed}
                    // Headlines hold a line a symbol for good: all of them in use is as it should be.
                    limit={feed.feed === 'ibkr-news' ? null : feed.linesLimit}
                  />
                </td>
                <td className="wide-only">
                  <Budget
                    label={`${feed.title}: requests used`}
                    used={feed.requestsPerMinute}
                    limit={feed.requestBudgetPerMinute}
                  />
                </td>
                <td className={`${count(feed.errors)} widest-only`}>{number(feed.errors, 0)}</td>
                <td className={`${count(feed.gaps)} widest-only`}>{number(feed.gaps, 0)}</td>
                <td className={`${count(feed.reconnects)} widest-only`}>{number(feed.reconnects, 0)}</td>
                <td className="health-words" title={failure ?? newest?.message}>
                  {failure !== undefined ? (
                    <span className="danger">{failure}</span>
                  ) : newest ? (
                    `${newest.code} ${newest.message}`
                  ) : (
                    <span className="faint">{feed.detail || missing}</span>
                  )}
                </td>
              </tr>
              {shown ? <Notices feed={feed} /> : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
