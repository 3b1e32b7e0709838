import { create } from 'zustand';
import type { ContractName } from '../../engine/contract/index.ts';
import type { LinkStatus } from '../../engine/link/api.ts';
import { linkNames, links } from '../bridge/links.ts';

/** A link that is back within this time was hardly gone. */
export const linkGraceMs = 1_500;

type LinkState = LinkStatus & {
  /** Real time at which the link was last seen lost; null while it is open. */
  readonly lostSince: number | null;
};

export const useLinkStatus = create<Readonly<Partial<Record<ContractName, LinkState>>>>(() => ({}));

/** Follows all links of the page; called once at start. */
export function followLinks(): void {
  for (const name of linkNames) {
    const apply = (status: LinkStatus): void => {
      const before = useLinkStatus.getState()[name];
      const lostSince = status.phase === 'open' ? null : (before?.lostSince ?? Date.now());
      useLinkStatus.setState({ [name]: { ...status, lostSince } });
    };
    const client = links()[name];
    client.onStatus(apply);
    apply(client.status());
  }
}
