import { useMemo, useState } from 'react';
import type { LayerReading } from '../../../../../engine/domain/score.ts';
import { compact, number } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import { Segmented } from '../../../../components/segmented.tsx';
import { testIds } from '../../../../components/test-ids.ts';
import { FactTable } from '../../facts/fact-table.tsx';
import { FactsCondition } from '../../facts/facts-condition.tsx';
import { OlderFacts } from '../../facts/older-facts.tsx';
import { ReadingHead } from '../../facts/reading-head.tsx';
import { SourcesLine } from '../../facts/sources-line.tsx';
import { useFacts } from '../../facts/use-facts.ts';
import { useSources } from '../../facts/use-sources.ts';
import { insiderRows, insiderTotals, isOpinion, type InsiderRow, type InsiderTotals } from './insider-rows.ts';
import { insiderTable } from './insider-table.tsx';

const kinds = ['insider-transaction'] as const;
type Show = 'open-market' | 'all';

function words({ transactions, value, people, unpriced }: InsiderTotals['bought']): string {
  if (transactions === 0) return 'none';
  const who = `$${compact(value)} by ${number(people, 0)}`;
  return unpriced === 0 ? who : `${who}, ${number(unpriced, 0)} without price`;
}

function Totals({ rows }: { readonly rows: readonly InsiderRow[] }) {
  const { bought, sold, planned } = insiderTotals(rows);
  const first = rows.at(-1)?.facts[0].body;
  return (
    <div className="row flow-total wraps" data-testid={testIds.insiderTotals}>
      <span className={bought.transactions > 0 ? 'up strong' : 'faint'}>▲ bought {words(bought)}</span>
      <span className={sold.transactions > 0 ? 'down' : 'faint'}>▼ sold {words(sold)}</span>
      <span className="faint">planned {words(planned)}</span>
      <span className="grow" />
      {first ? <span className="faint">since {expiryDate(first.filingDate ?? first.transactionDate)}</span> : null}
    </div>
  );
}

type Props = { readonly ticker: string; readonly reading: LayerReading | undefined; readonly active: boolean };

/** What the company's insiders did, purchases first in weight, plans and grants quiet. */
export function InsidersTab({ ticker, reading, active }: Props) {
  const [show, setShow] = useState<Show>('open-market');
  const sources = useSources(kinds, active);
  const query = useMemo(() => ({ kinds, ticker, keep: () => true, span: null }), [ticker]);
  const view = useFacts(query, active);
  const rows = useMemo(() => insiderRows(view.facts), [view.facts]);
  const shown = show === 'all' ? rows : rows.filter(({ facts: [{ body }] }) => isOpinion(body));
  return (
    <div className="tab-stack">
      <ReadingHead title="Insider buying" reading={reading} />
      <SourcesLine sources={sources} />
      {rows.length > 0 ? <Totals rows={rows} /> : null}
      <div className="row fact-filters">
        <Segmented
          label="Which transactions"
          value={show}
          options={[
            { value: 'open-market', label: 'Open market', title: 'Bought or sold at a price the market made' },
            { value: 'all', label: 'All', title: 'Grants, exercises, gifts and withheld shares as well' },
          ]}
          onChange={setShow}
        />
        <span className="faint">
          {number(shown.length, 0)} of {number(rows.length, 0)}
        </span>
      </div>
      <div data-old={view.phase === 'waiting' && view.facts.length > 0}>
        {shown.length > 0 ? (
          <FactTable spec={insiderTable} rows={shown} />
        ) : (
          <FactsCondition what="insider transactions" {...view} sources={sources} narrowed={rows.length > 0} />
        )}
        <OlderFacts view={view} what="rows of filings" />
      </div>
    </div>
  );
}
