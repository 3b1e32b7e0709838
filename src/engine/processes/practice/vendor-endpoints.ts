import type { VendorEndpoints } from '../../contract/supervision.ts';
import type { RunningVendors } from '../../simulators/vendors/vendor-emulators.ts';

/** Where the running vendors listen and what they let in. */
export function endpointsOf({ running }: Pick<RunningVendors, 'running'>): VendorEndpoints {
  return Object.fromEntries(
    [...running].map(([vendor, { bases, credentials }]) => [
      vendor,
      { bases: { ...bases }, credentials: { ...credentials } },
    ]),
  );
}

/** Port of each vendor's first base, to ask for again after a restart. */
export function portsOf(vendors: VendorEndpoints | null): Readonly<Record<string, number>> {
  const ports: Record<string, number> = {};
  for (const [vendor, { bases }] of Object.entries(vendors ?? {})) {
    const [first] = Object.values(bases);
    const port = first === undefined ? Number.NaN : Number(URL.parse(first)?.port);
    if (Number.isInteger(port) && port > 0) ports[vendor] = port;
  }
  return ports;
}
