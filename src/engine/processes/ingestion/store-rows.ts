import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { FactStore } from '../../ports/fact-store.ts';
import type { Recorder } from '../../ports/recording.ts';
import type { NightlyArchive } from './nightly-archive.ts';

const mostKinds = 8;

const counted = (rows: number): string => rows.toLocaleString('en-US');

/** Facts by kind, the largest first: a full disk should name who filled it. */
function factWords(sizes: ReturnType<FactStore['sizes']>): string {
  const shown = sizes.slice(0, mostKinds).map(({ kind, rows }) => `${kind} ${counted(rows)}`);
  const rest = sizes.slice(mostKinds);
  const others = rest.reduce((sum, { rows }) => sum + rows, 0);
  return [...shown, ...(rest.length === 0 ? [] : [`${rest.length} other kinds ${counted(others)}`])].join(', ');
}

/** What this process keeps on the disk, for Health. */
export function storeRows(parts: {
  readonly bytes: () => number;
  readonly facts: Pick<FactStore, 'sizes'>;
  readonly recorder: Pick<Recorder, 'statistics'> & { readonly on: () => boolean };
  readonly archive: Pick<NightlyArchive, 'health'>;
}): ProcessHealth['stores'] {
  const facts = factWords(parts.facts.sizes());
  const { bytes, items, lost } = parts.recorder.statistics();
  const words = `${counted(items)} items since the start${lost === 0 ? '' : `, ${counted(lost)} lost`}`;
  return [
    {
      name: 'market.db',
      bytes: parts.bytes(),
      detail: facts === '' ? 'bars, vols, option rows' : `bars, vols, option rows; facts: ${facts}`,
    },
    { name: 'recording', bytes, detail: parts.recorder.on() ? words : 'off' },
    parts.archive.health(),
  ];
}
