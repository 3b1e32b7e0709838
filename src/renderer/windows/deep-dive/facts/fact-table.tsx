import { memo, useState, type ReactNode } from 'react';
import type { StoredFact } from '../../../../engine/domain/facts/fact.ts';
import { moveBetweenRows } from '../../../components/row-keys.ts';
import { testIds } from '../../../components/test-ids.ts';
import { factId } from './fact-list.ts';
import { Provenance, provenanceText } from './provenance.tsx';

export type FactColumn<Row> = {
  readonly id: string;
  readonly title: string;
  readonly help?: string;
  readonly numeric?: boolean;
  /** Left out where the tab is narrow, and where it is not wide. */
  readonly from?: 'wide' | 'widest';
  readonly cell: (row: Row) => ReactNode;
};
type Detail = { readonly label: string; readonly value: ReactNode };

/** What a table needs of a kind of row; keeps its identity. */
export type FactTableSpec<Row> = {
  readonly label: string;
  readonly columns: readonly FactColumn<Row>[];
  /** The facts a row stands on, the one it shows first. */
  readonly factsOf: (row: Row) => readonly [StoredFact, ...StoredFact[]];
  /** What the row has no room for. */
  readonly detailsOf?: (row: Row) => readonly Detail[];
  readonly toneOf?: (row: Row) => string;
};

function columnClass({ numeric, from }: Pick<FactColumn<unknown>, 'numeric' | 'from'>): string {
  return `${numeric ? 'num' : ''}${from === undefined ? '' : ` from-${from}`}`.trim();
}

type RowProps<Row> = {
  readonly spec: FactTableSpec<Row>;
  readonly row: Row;
  readonly first: boolean;
  readonly open: boolean;
  readonly toggle: (id: string) => void;
};

function OpenRow<Row>({ spec, row }: { readonly spec: FactTableSpec<Row>; readonly row: Row }) {
  return (
    <tr className="fact-open">
      <td colSpan={spec.columns.length}>
        <div className="fact-detail">
          {spec.detailsOf ? (
            <dl className="facts selectable">
              {spec.detailsOf(row).map(({ label, value }) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd>{value}</dd>
                </div>
              ))}
            </dl>
          ) : null}
          {spec.factsOf(row).map((fact) => (
            <Provenance key={factId(fact)} fact={fact} />
          ))}
        </div>
      </td>
    </tr>
  );
}

function PlainRow<Row>({ spec, row, first, open, toggle }: RowProps<Row>) {
  const [fact] = spec.factsOf(row);
  const id = factId(fact);
  return (
    <>
      <tr
        data-row
        tabIndex={first ? 0 : -1}
        aria-expanded={open}
        data-tone={spec.toneOf?.(row)}
        title={open ? undefined : provenanceText(fact)}
        onClick={() => toggle(id)}
        onKeyDown={(event) => {
          if ((event.key !== 'Enter' && event.key !== ' ') || event.target !== event.currentTarget) return;
          event.preventDefault();
          toggle(id);
        }}
        data-testid={testIds.factRow}
        data-kind={fact.kind}
        data-fact={id}
      >
        {spec.columns.map((column) => (
          <td key={column.id} className={columnClass(column)}>
            {column.cell(row)}
          </td>
        ))}
      </tr>
      {open ? <OpenRow spec={spec} row={row} /> : null}
    </>
  );
}

/** Prints arrive several times a second: rows that stay are not drawn again. */
const FactRow = memo(PlainRow) as typeof PlainRow;

/** Facts as rows; arrows move between them, Enter or a click opens one to where it came from. */
export function FactTable<Row>({ spec, rows }: { readonly spec: FactTableSpec<Row>; readonly rows: readonly Row[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const [toggle] = useState(() => (id: string) => setOpen((before) => (before === id ? null : id)));
  return (
    <table className="data-table fact-table" aria-label={spec.label} onKeyDown={moveBetweenRows}>
      <thead>
        <tr>
          {spec.columns.map((column) => (
            <th
              key={column.id}
              className={columnClass(column)}
              title={column.help}
              aria-label={column.title === '' ? column.help : undefined}
            >
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => {
          const id = factId(spec.factsOf(row)[0]);
          return <FactRow key={id} spec={spec} row={row} first={index === 0} open={open === id} toggle={toggle} />;
        })}
      </tbody>
    </table>
  );
}
