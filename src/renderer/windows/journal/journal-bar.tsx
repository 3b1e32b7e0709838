import { Download, X } from 'lucide-react';
import { useState } from 'react';
import type { JournalTrade } from '../../../engine/domain/journal-trade.ts';
import { links } from '../../bridge/links.ts';
import { Button } from '../../components/button.tsx';
import { downloadText } from '../../components/download.ts';
import { Segmented } from '../../components/segmented.tsx';
import { testIds } from '../../components/test-ids.ts';
import { toast } from '../../stores/toasts.ts';
import { everything, type TradeFilter } from './trade-filter.ts';

const mostRows = 5_000;

/** Exactly the trades listed, whatever they were filtered by. */
async function download(format: 'csv' | 'json', listed: readonly JournalTrade[]): Promise<void> {
  const answer = await links().execution.call.exportJournal({
    filter: { from: null, to: null, ticker: '', limit: mostRows },
    format,
    only: listed.slice(0, mostRows).map(({ id }) => id),
  });
  if (!answer.ok) return void toast('danger', 'Export: not done', answer.failure.message);
  const { fileName, content, rows } = answer.value;
  downloadText(fileName, content, format === 'csv' ? 'text/csv' : 'application/json');
  toast('good', `${rows} ${rows === 1 ? 'trade' : 'trades'} exported`, fileName);
}

type Props = {
  readonly filter: TradeFilter;
  readonly onChange: (filter: TradeFilter) => void;
  readonly listed: readonly JournalTrade[];
};

export function JournalBar({ filter, onChange, listed }: Props) {
  const [busy, setBusy] = useState(false);
  const run = (format: 'csv' | 'json') => () => {
    setBusy(true);
    void download(format, listed).finally(() => setBusy(false));
  };
  const day = (name: 'from' | 'to', label: string) => (
    <label className="check-box faint">
      {label}
      <input
        type="date"
        className="field"
        value={filter[name]}
        onChange={(event) => onChange({ ...filter, [name]: event.target.value })}
      />
    </label>
  );
  const exportTitle = `Exports the ${listed.length} listed ${listed.length === 1 ? 'trade' : 'trades'}`;
  const filtered = JSON.stringify(filter) !== JSON.stringify(everything);
  return (
    <div className="window-bar journal-bar">
      <Segmented
        label="Which trades"
        value={filter.state}
        options={[
          { value: 'all', label: 'All' },
          { value: 'open', label: 'Open' },
          { value: 'closed', label: 'Closed' },
        ]}
        onChange={(state) => onChange({ ...filter, state })}
      />
      <input
        className="field"
        style={{ width: 96 }}
        placeholder="Symbol"
        aria-label="Symbol"
        value={filter.ticker}
        onChange={(event) => onChange({ ...filter, ticker: event.target.value.toUpperCase() })}
        data-initial-focus
      />
      {day('from', 'From')}
      {day('to', 'to')}
      {filtered ? (
        <Button
          tone="quiet"
          iconOnly
          aria-label="Show every trade"
          title="Show every trade"
          onClick={() => onChange(everything)}
        >
          <X size={12} />
        </Button>
      ) : null}
      <span className="grow" />
      <span className="row">
        <Button
          disabled={busy || listed.length === 0}
          onClick={run('csv')}
          title={exportTitle}
          data-testid={testIds.journalExportCsv}
        >
          <Download size={12} aria-hidden /> CSV
        </Button>
        <Button
          disabled={busy || listed.length === 0}
          onClick={run('json')}
          title={exportTitle}
          data-testid={testIds.journalExportJson}
        >
          <Download size={12} aria-hidden /> JSON
        </Button>
      </span>
    </div>
  );
}
