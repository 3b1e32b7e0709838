import type { FactStore } from '../../ports/fact-store.ts';
import type { Endpoint } from '../../ports/vendor.ts';
import type { Target } from './target.ts';

type Asked = {
  readonly store: Pick<FactStore, 'query'>;
  readonly vendor: string;
  readonly endpoint: Endpoint;
  readonly target: Pick<Target, 'symbol' | 'item'>;
};

/** Rows of the newest facts looked through for the last word of one endpoint. */
const lookBackRows = 40;

/** When the store last learned something from an endpoint for one of its targets, world time; null = never. */
export function lastKnown(asked: Asked): number | null {
  const { endpoint, target } = asked;
  if (endpoint.fanOut !== 'item' || target.symbol !== '')
    return newest(asked, target.symbol === '' ? [] : [target.symbol]);
  const own = newest(asked, Object.values(target.item));
  // Facts that do not go by the names of items say of all of them whether they were asked for.
  return own ?? (isToldByItem(asked) ? null : newest(asked, []));
}

function isToldByItem(asked: Asked): boolean {
  const names = asked.endpoint.items.flatMap((item) => Object.values(item));
  return names.length > 0 && newest(asked, names) !== null;
}

function newest({ store, vendor, endpoint }: Asked, subjects: readonly string[]): number | null {
  const found = store
    .query({ kinds: endpoint.provides, subjects, sources: [vendor], limit: lookBackRows })
    .filter((fact) => fact.endpoint === endpoint.id);
  return found.length === 0 ? null : Math.max(...found.map((fact) => fact.receivedTime));
}
