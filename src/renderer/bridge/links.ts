import { contracts, type ContractName } from '../../engine/contract/index.ts';
import type { Client, ContractOf } from '../../engine/link/api.ts';
import { connect } from '../../engine/link/connect.ts';
import { dialFor } from './dial.ts';
import { windowTimers } from './window-timers.ts';

type Links = { readonly [Name in ContractName]: Client<ContractOf<(typeof contracts)[Name]>> };

const hiddenAckMs = 1_000;

function open(): Links {
  const client = `window ${location.hash || '#/'}`;
  const options = (name: ContractName) => ({ dial: dialFor(name), timers: windowTimers, client });
  return {
    host: connect(contracts.host, options('host')),
    ingestion: connect(contracts.ingestion, options('ingestion')),
    analytics: connect(contracts.analytics, options('analytics')),
    execution: connect(contracts.execution, options('execution')),
    desk: connect(contracts.desk, options('desk')),
  };
}

let opened: Links | null = null;

/** One client a process for the whole page, outside React: strict mode and remounts must not open more. */
export function links(): Links {
  if (!opened) {
    opened = open();
    followVisibility(opened);
  }
  return opened;
}

export const linkNames = Object.keys(contracts) as readonly ContractName[];

/** A hidden window acknowledges once a second, so that streams to it slow down to that. */
function followVisibility(all: Links): void {
  const apply = (): void => {
    const delay = document.hidden ? hiddenAckMs : 0;
    for (const name of linkNames) all[name].setAckDelay(delay);
  };
  document.addEventListener('visibilitychange', apply);
  apply();
}
