import { Fragment, useState } from 'react';
import type { EndpointHealth, VendorHealth } from '../../../engine/contract/health-schemas.ts';
import { Badge, type BadgeTone } from '../../components/badge.tsx';
import { missing, number } from '../../components/format.ts';
import { testIds } from '../../components/test-ids.ts';
import { Budget } from './budget.tsx';
import { EndpointTable } from './endpoint-table.tsx';

const tones: Readonly<Record<VendorHealth['state'], BadgeTone>> = {
  off: 'normal',
  blocked: 'attention',
  starting: 'normal',
  live: 'normal',
  degraded: 'attention',
  failing: 'danger',
};
const keyWords: Readonly<Record<VendorHealth['credentials'], string>> = {
  'none-needed': 'none needed',
  missing: 'missing',
  present: 'present',
  refused: 'refused',
};

function Key({ vendor }: { readonly vendor: VendorHealth }) {
  const tone = vendor.credentials === 'refused' ? 'danger' : vendor.credentials === 'missing' ? 'attention' : 'faint';
  return <span className={tone}>{keyWords[vendor.credentials]}</span>;
}

/** `12 live · 1 late · 2 failing`, in the order in which they need a look. */
function Endpoints({ rows }: { readonly rows: readonly EndpointHealth[] }) {
  const count = (state: EndpointHealth['state']): number => rows.filter((row) => row.state === state).length;
  const parts = [
    { text: `${count('failing')} failing`, count: count('failing'), tone: 'danger' },
    { text: `${count('late')} late`, count: count('late'), tone: 'attention' },
    { text: `${count('blocked')} blocked`, count: count('blocked'), tone: 'attention' },
    { text: `${count('live')} live`, count: count('live'), tone: '' },
    { text: `${count('waiting')} waiting`, count: count('waiting'), tone: 'faint' },
    { text: `${count('off')} off`, count: count('off'), tone: 'faint' },
  ].filter((part) => part.count > 0);
  if (parts.length === 0) return <span className="faint">{missing}</span>;
  return parts.map((part, index) => (
    <Fragment key={part.text}>
      {index === 0 ? '' : <span className="faint"> · </span>}
      <span className={part.tone}>{part.text}</span>
    </Fragment>
  ));
}

type Props = { readonly vendors: readonly VendorHealth[]; readonly endpoints: readonly EndpointHealth[] };

/** Every vendor with its key, its budgets and what of it is live, late or missing; opens to its endpoints. */
export function VendorTable({ vendors, endpoints }: Props) {
  const [open, setOpen] = useState<string | null>(null);
  const byVendor = Map.groupBy(endpoints, ({ vendor }) => vendor);
  return (
    <table className="data-table health-table vendors narrows">
      <thead>
        <tr>
          <th>Vendor</th>
          <th>State</th>
          <th className="wide-only">Key</th>
          <th className="wide-only">Requests /min</th>
          <th className="wide-only">Today</th>
          <th className="num widest-only" title="Requests due that wait for their turn in the budget">
            Waiting
          </th>
          <th className="num widest-only" title="Answers with which the vendor refused for its budget">
            Over budget
          </th>
          <th className="num widest-only">Cost today</th>
          <th>Endpoints</th>
          <th>Why</th>
        </tr>
      </thead>
      <tbody>
        {vendors.map((vendor) => {
          const shown = open === vendor.vendor;
          const rows = byVendor.get(vendor.vendor) ?? [];
          const toggle = (): void => setOpen(shown ? null : vendor.vendor);
          return (
            <Fragment key={vendor.vendor}>
              <tr
                data-testid={testIds.healthVendor}
                data-vendor={vendor.vendor}
                data-state={vendor.state}
                onClick={toggle}
              >
                <td>
                  <button
                    type="button"
                    className="plain"
                    aria-expanded={shown}
                    title={vendor.summary}
                    onClick={(event) => {
                      event.stopPropagation();
                      toggle();
                    }}
                  >
                    <span aria-hidden className="faint">
                      {shown ? '▾' : '▸'}
                    </span>{' '}
                    <strong>{vendor.title}</strong>
                  </button>
                </td>
                <td>
                  <Badge tone={tones[vendor.state]} title={vendor.reason}>
                    {vendor.state}
                  </Badge>
                </td>
                <td className="wide-only">
                  <Key vendor={vendor} />
                </td>
                <td className="wide-only">
                  <Budget
                    label={`${vendor.title}: requests this minute`}
                    used={vendor.minuteUsed}
                    limit={vendor.minuteLimit}
                  />
                </td>
                <td className="wide-only">
                  <Budget label={`${vendor.title}: requests today`} used={vendor.dayUsed} limit={vendor.dayLimit} />
                </td>
                <td className="num widest-only">{number(vendor.waiting, 0)}</td>
                <td className={`num widest-only ${vendor.rateLimited > 0 ? 'attention' : 'faint'}`}>
                  {number(vendor.rateLimited, 0)}
                </td>
                <td className="num widest-only">
                  {vendor.dollarsToday > 0 ? `$${number(vendor.dollarsToday, 2)}` : <span className="faint">flat</span>}
                </td>
                <td>
                  <Endpoints rows={rows} />
                </td>
                <td className="health-words" title={vendor.reason}>
                  {vendor.reason || <span className="faint">{missing}</span>}
                </td>
              </tr>
              {shown ? (
                <tr className="health-detail">
                  <td colSpan={10}>
                    <p className="muted selectable">{vendor.summary}</p>
                    <EndpointTable endpoints={rows} />
                  </td>
                </tr>
              ) : null}
            </Fragment>
          );
        })}
      </tbody>
    </table>
  );
}
