import { memo } from 'react';
import type { EndpointHealth } from '../../../engine/contract/health-schemas.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { age, compact, milliseconds, missing, number } from '../../components/format.ts';
import { clockTime, dayAndTime } from '../../components/format-time.ts';
import { testIds } from '../../components/test-ids.ts';
import { useWorldNow } from '../../stores/world-clock.ts';

const tones: Readonly<Record<EndpointHealth['state'], BadgeTone>> = {
  off: 'normal',
  blocked: 'attention',
  waiting: 'normal',
  live: 'normal',
  late: 'attention',
  failing: 'danger',
};

/** What needs a look comes first. */
const order: Readonly<Record<EndpointHealth['state'], number>> = {
  failing: 0,
  late: 1,
  blocked: 2,
  live: 3,
  waiting: 4,
  off: 5,
};

function errorWords(errors: EndpointHealth['errors']): string {
  return Object.entries(errors)
    .toSorted(([, one], [, other]) => other - one)
    .map(([kind, count]) => `${kind} ${count}`)
    .join(', ');
}

function every({ kind, everyMs }: EndpointHealth): string {
  if (kind === 'stream') return 'stream';
  return everyMs === null ? 'daily' : age(everyMs);
}

type RowProps = { readonly row: EndpointHealth; readonly ageText: string };

/** The table is drawn once a second: of a hundred rows only those that say something else. */
const Row = memo(function Row({ row, ageText }: RowProps) {
  const errors = Object.values(row.errors).reduce((sum, count) => sum + count, 0);
  return (
    <tr data-testid={testIds.healthEndpoint} data-endpoint={row.endpoint} data-state={row.state}>
      <td title={row.endpoint}>{row.title}</td>
      <td>
        <Badge tone={tones[row.state]} title={row.reason}>
          {row.state}
        </Badge>
        {row.breaker === 'closed' ? null : <span className="attention"> breaker {row.breaker}</span>}
      </td>
      <td className="num" title={row.lastSuccessTime === null ? 'No answer yet' : dayAndTime(row.lastSuccessTime)}>
        {ageText}
      </td>
      <td className="num wide-only">{every(row)}</td>
      <td className="num wide-only">{clockTime(row.nextDueTime)}</td>
      <td className="num wide-only">{milliseconds(row.latencyP50Ms)}</td>
      <td className="num wide-only">{milliseconds(row.latencyP99Ms)}</td>
      <td className="num wide-only" title={row.kind === 'stream' ? 'Frames received' : 'Requests sent'}>
        {compact(row.requests)}
      </td>
      <td className="num">{compact(row.facts)}</td>
      <td className={`num widest-only ${row.refusals > 0 ? 'attention' : 'faint'}`}>{number(row.refusals, 0)}</td>
      <td className={`num widest-only ${row.gaps > 0 ? 'attention' : 'faint'}`}>{number(row.gaps, 0)}</td>
      <td
        className={`num widest-only ${errors > 0 ? 'attention' : 'faint'}`}
        title={errorWords(row.errors) || 'No error since the start'}
      >
        {number(errors, 0)}
      </td>
      <td
        className="health-words"
        title={row.lastError === '' ? row.reason : `${row.reason}\nLast error: ${row.lastError}`}
      >
        {row.reason || row.lastError || <span className="faint">{missing}</span>}
      </td>
    </tr>
  );
});

/** Each endpoint and stream of one vendor: how old its answer is, and why. */
export function EndpointTable({ endpoints }: { readonly endpoints: readonly EndpointHealth[] }) {
  const now = useWorldNow();
  const rows = endpoints.toSorted(
    (one, other) => order[one.state] - order[other.state] || one.title.localeCompare(other.title),
  );
  if (rows.length === 0) return <p className="faint">It has no endpoint that is asked.</p>;
  return (
    <table className="data-table health-table endpoints">
      <thead>
        <tr>
          <th>Endpoint</th>
          <th>State</th>
          <th className="num" title="Since the last good answer, in market time">
            Age
          </th>
          <th className="num wide-only">Every</th>
          <th className="num wide-only">Next</th>
          <th className="num wide-only">p50</th>
          <th className="num wide-only">p99</th>
          <th className="num wide-only" title="Requests sent; of a stream, frames received">
            Asked
          </th>
          <th className="num">Facts</th>
          <th className="num widest-only" title="Rows that could not become facts">
            Refused
          </th>
          <th className="num widest-only">Gaps</th>
          <th className="num widest-only">Errors</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <Row
            key={row.key}
            row={row}
            ageText={row.lastSuccessTime === null ? missing : age(now - row.lastSuccessTime)}
          />
        ))}
      </tbody>
    </table>
  );
}
