import type { ProcessHealth } from '../../../engine/contract/health-schemas.ts';
import { bytes, compact, milliseconds } from '../../components/format.ts';

type Props = { readonly health: readonly ProcessHealth[] };

export function StoreTable({ health }: Props) {
  const stores = health.flatMap(({ process, stores: own }) => own.map((store) => ({ process, ...store })));
  if (stores.length === 0) return <p className="faint">No store has been reported yet.</p>;
  return (
    <table className="data-table health-table narrows">
      <thead>
        <tr>
          <th>Store</th>
          <th className="wide-only">Owner</th>
          <th className="num">Size</th>
          <th>Detail</th>
        </tr>
      </thead>
      <tbody>
        {stores.map(({ process, name, bytes: size, detail }) => (
          <tr key={`${process}-${name}`}>
            <td className="strong">{name}</td>
            <td className="wide-only">{process}</td>
            <td className="num">{bytes(size)}</td>
            <td className="muted">{detail}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function LatencyTable({ health }: Props) {
  const latencies = health.flatMap(({ process, latencies: own }) => own.map((latency) => ({ process, ...latency })));
  if (latencies.length === 0) return <p className="faint">No latency has been measured yet.</p>;
  return (
    <table className="data-table health-table narrows">
      <thead>
        <tr>
          <th>Latency</th>
          <th className="wide-only">Process</th>
          <th className="num">Count</th>
          <th className="num">p50</th>
          <th className="num">p99</th>
          <th className="num">Worst</th>
        </tr>
      </thead>
      <tbody>
        {latencies.map(({ process, name, count, p50Ms, p99Ms, maxMs }) => (
          <tr key={`${process}-${name}`}>
            <td className="strong">{name}</td>
            <td className="wide-only">{process}</td>
            <td className="num">{compact(count)}</td>
            <td className="num">{milliseconds(count > 0 ? p50Ms : null)}</td>
            <td className="num">{milliseconds(count > 0 ? p99Ms : null)}</td>
            <td className="num">{milliseconds(count > 0 ? maxMs : null)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
