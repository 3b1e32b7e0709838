import type { EndpointHealth, VendorHealth } from '../../../../engine/contract/health-schemas.ts';
import type { FactKind } from '../../../../engine/domain/facts/fact.ts';

type State = EndpointHealth['state'];
export type FactSource = {
  readonly vendor: string;
  readonly title: string;
  readonly state: State;
  readonly reason: string;
  /** World time of the newest answer. */
  readonly newestTime: number | null;
  /** The key is missing or was refused. */
  readonly needsKey: boolean;
  /** Endpoints and streams that are asked, the worst first. */
  readonly endpoints: readonly EndpointHealth[];
};

/** What needs a look comes first; a vendor that answers one way is live, whatever else waits. */
const order: readonly State[] = ['failing', 'late', 'live', 'blocked', 'waiting', 'off'];
const rank = (state: State): number => order.indexOf(state);

function sourceOf(vendor: VendorHealth, rows: readonly EndpointHealth[]): FactSource {
  const asked = rows.filter(({ state }) => state !== 'off').toSorted((a, b) => rank(a.state) - rank(b.state));
  const [first] = asked;
  const times = asked.flatMap(({ lastSuccessTime }) => lastSuccessTime ?? []);
  return {
    vendor: vendor.vendor,
    title: vendor.title,
    state: first?.state ?? 'off',
    reason: first?.reason ?? (vendor.state === 'off' ? vendor.reason : 'disabled in the feeds file'),
    newestTime: times.length === 0 ? null : Math.max(...times),
    needsKey: vendor.state !== 'off' && (vendor.credentials === 'missing' || vendor.credentials === 'refused'),
    endpoints: asked,
  };
}

/** Vendors that tell facts of these kinds, those with something to say first. */
export function sourcesOf(
  kinds: readonly FactKind[],
  { vendors, endpoints }: { readonly vendors: Iterable<VendorHealth>; readonly endpoints: Iterable<EndpointHealth> },
): readonly FactSource[] {
  const wanted = [...endpoints].filter(({ provides }) => provides.some((kind) => kinds.includes(kind)));
  const byVendor = Map.groupBy(wanted, ({ vendor }) => vendor);
  return [...vendors]
    .flatMap((vendor) => {
      const rows = byVendor.get(vendor.vendor);
      return rows ? [sourceOf(vendor, rows)] : [];
    })
    .toSorted((a, b) => rank(a.state) - rank(b.state) || a.title.localeCompare(b.title));
}

/** Why nothing is there, in words: `Unusual Whales: key missing`. */
export function absenceWords(sources: readonly FactSource[]): string {
  if (sources.length === 0) return 'No vendor is known that tells this.';
  return sources.map(({ title, state, reason }) => `${title}: ${reason === '' ? state : reason}`).join('. ');
}
