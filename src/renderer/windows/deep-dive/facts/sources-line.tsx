import { useState } from 'react';
import { Badge, type BadgeTone } from '../../../components/badge.tsx';
import { Button } from '../../../components/button.tsx';
import { age } from '../../../components/format.ts';
import { dayAndTime } from '../../../components/format-time.ts';
import { testIds } from '../../../components/test-ids.ts';
import { openSetting } from '../../../frame/open-setting.ts';
import { useWorldNow } from '../../../stores/world-clock.ts';
import type { FactSource } from './fact-sources.ts';

const tones: Readonly<Record<FactSource['state'], BadgeTone>> = {
  failing: 'danger',
  late: 'attention',
  blocked: 'attention',
  live: 'normal',
  waiting: 'normal',
  off: 'normal',
};

/** Opens the settings at a vendor's keys. */
export function VendorKeysButton({ sources }: { readonly sources: readonly FactSource[] }) {
  const needy = sources.find(({ needsKey }) => needsKey);
  if (!needy) return null;
  return <Button onClick={() => openSetting(`vendors.${needy.vendor}`)}>Data vendors</Button>;
}

function Endpoints({ sources, now }: { readonly sources: readonly FactSource[]; readonly now: number }) {
  return (
    <table className="data-table source-table">
      <tbody>
        {sources.flatMap(({ endpoints, title }) =>
          endpoints.map((row) => (
            <tr key={row.key}>
              <td className="wrap">
                {title}: {row.title}
              </td>
              <td>
                <Badge tone={tones[row.state]}>{row.state}</Badge>
              </td>
              <td className="num">{age(row.lastSuccessTime === null ? null : now - row.lastSuccessTime)}</td>
              <td className="wrap muted">{row.reason}</td>
            </tr>
          )),
        )}
      </tbody>
    </table>
  );
}

/** Who tells what the tab shows, how each of them stands and how old its last answer is; opens to the endpoints. */
export function SourcesLine({ sources }: { readonly sources: readonly FactSource[] }) {
  const now = useWorldNow();
  const [open, setOpen] = useState(false);
  if (sources.length === 0) return <p className="faint">No vendor is known that tells this.</p>;
  return (
    <div className="sources">
      <div className="row sources-line">
        <button
          type="button"
          className="sources-toggle"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          data-testid={testIds.factSources}
        >
          <span className="label">Sources</span>
          {sources.map(({ vendor, title, state, reason, newestTime }) => (
            <span
              key={vendor}
              data-vendor={vendor}
              data-state={state}
              title={newestTime === null ? reason : `${reason}\nLast answer ${dayAndTime(newestTime)} ET`}
            >
              {title}{' '}
              <span className={tones[state] === 'normal' ? 'faint' : tones[state]}>
                {state}
                {newestTime === null ? '' : ` ${age(now - newestTime)}`}
              </span>
            </span>
          ))}
        </button>
        <VendorKeysButton sources={sources} />
      </div>
      {open ? <Endpoints sources={sources} now={now} /> : null}
    </div>
  );
}
