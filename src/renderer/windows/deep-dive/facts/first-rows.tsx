import { useState, type ReactNode } from 'react';
import { Button } from '../../../components/button.tsx';
import { number } from '../../../components/format.ts';

type Props<Row> = {
  readonly rows: readonly Row[];
  readonly what: string;
  readonly children: (rows: readonly Row[]) => ReactNode;
};

const few = 6;

/** The first rows, and the rest at a click: a long table must not push what follows out of sight. */
export function FirstRows<Row>({ rows, what, children }: Props<Row>) {
  const [all, setAll] = useState(false);
  return (
    <div>
      {children(all ? rows : rows.slice(0, few))}
      {rows.length > few ? (
        <Button tone="quiet" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `The newest ${few} ${what}` : `All ${number(rows.length, 0)} ${what}`}
        </Button>
      ) : null}
    </div>
  );
}
