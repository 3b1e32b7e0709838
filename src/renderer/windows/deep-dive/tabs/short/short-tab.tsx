import { useMemo } from 'react';
import type { FactKind, StoredFact } from '../../../../../engine/domain/facts/fact.ts';
import type { LayerReading } from '../../../../../engine/domain/score.ts';
import { compact, number, percent } from '../../../../components/format.ts';
import { expiryDate } from '../../../../components/format-time.ts';
import { evidenceRows, vendors } from '../../../../stores/feeds.ts';
import { useFeedItem } from '../../../../stores/use-feed.ts';
import { absenceWords } from '../../facts/fact-sources.ts';
import { FactTable } from '../../facts/fact-table.tsx';
import { FirstRows } from '../../facts/first-rows.tsx';
import { FactsCondition } from '../../facts/facts-condition.tsx';
import { provenanceText } from '../../facts/provenance.tsx';
import { ReadingHead } from '../../facts/reading-head.tsx';
import { SourcesLine } from '../../facts/sources-line.tsx';
import { useFacts } from '../../facts/use-facts.ts';
import { useSources } from '../../facts/use-sources.ts';
import { Figures } from '../figures.tsx';
import { InterestTrend } from './interest-trend.tsx';
import { interestRows, shortDays } from './short-rows.ts';
import { interestTable, shortDayTable } from './short-tables.ts';
import { VolumeTrend } from './volume-trend.tsx';

const kinds = ['short-interest', 'short-volume', 'short-availability', 'fails-to-deliver'] as const;
const reports = ['short-interest'] as const;
type ShortKind = (typeof kinds)[number];

function ofKind<K extends FactKind>(facts: readonly StoredFact<ShortKind>[], kind: K): readonly StoredFact<K>[] {
  return facts.filter((fact) => (fact.kind as FactKind) === kind) as unknown as readonly StoredFact<K>[];
}

/** What borrowing costs and what was not delivered, each with its age. */
function Borrowing({ facts }: { readonly facts: readonly StoredFact<ShortKind>[] }) {
  const [supply] = ofKind(facts, 'short-availability');
  const [fails] = ofKind(facts, 'fails-to-deliver');
  if (!supply && !fails) return null;
  return (
    <Figures
      items={[
        {
          label: 'Borrow fee, a year',
          value:
            supply?.body.feeRate === undefined || supply.body.feeRate === null
              ? '–'
              : `${number(supply.body.feeRate)}%`,
          title: supply ? provenanceText(supply) : 'Not told',
        },
        {
          label: 'Shares to borrow',
          value: compact(supply?.body.sharesAvailable),
          title: supply ? provenanceText(supply) : 'Not told',
        },
        {
          label: fails ? `Failed ${expiryDate(fails.body.date)}` : 'Fails to deliver',
          value: compact(fails?.body.quantity),
          title: fails ? provenanceText(fails) : 'Not told',
        },
      ]}
    />
  );
}

type Props = { readonly ticker: string; readonly reading: LayerReading | undefined; readonly active: boolean };

/** Short interest by settlement date and the short part of each day's volume against what is usual. */
export function ShortTab({ ticker, reading, active }: Props) {
  const sources = useSources(kinds, active);
  const reporters = useSources(reports, active);
  const usual = useFeedItem(evidenceRows, ticker, active)?.shorts ?? null;
  const query = useMemo(() => ({ kinds, ticker, keep: () => true, span: null }), [ticker]);
  const view = useFacts(query, active);
  const interest = useMemo(() => interestRows(ofKind(view.facts, 'short-interest')), [view.facts]);
  const readSource = usual?.shortVolumeSource ?? null;
  const days = useMemo(() => shortDays(ofKind(view.facts, 'short-volume'), readSource), [view.facts, readSource]);
  const newestFirst = useMemo(() => days.toReversed(), [days]);
  const source = days[0]?.fact.source ?? '';
  const vendor = useFeedItem(vendors, source, active && source !== '');
  return (
    <div className="tab-stack">
      <ReadingHead title="Short interest" reading={reading} />
      <SourcesLine sources={sources} />
      {view.facts.length === 0 ? (
        <FactsCondition what="short interest or volume" {...view} sources={sources} />
      ) : (
        <div className="tab-parts" data-old={view.phase === 'waiting'}>
          <Borrowing facts={view.facts} />
          <h3 className="section-title">
            Short part of the daily volume
            {days.length > 0 ? ` by ${vendor?.title ?? source}, newest ${percent(days.at(-1)?.ratio)}` : ''}
          </h3>
          <VolumeTrend days={days} usual={source === readSource ? usual : null} ticker={ticker} />
          <FirstRows rows={newestFirst} what="days">
            {(rows) => (rows.length > 0 ? <FactTable spec={shortDayTable} rows={rows} /> : null)}
          </FirstRows>
          <h3 className="section-title">Short interest by settlement date</h3>
          <InterestTrend rows={interest} ticker={ticker} />
          {interest.length > 0 ? (
            <FirstRows rows={interest} what="reports">
              {(rows) => <FactTable spec={interestTable} rows={rows} />}
            </FirstRows>
          ) : (
            <p className="faint">No report yet, they come twice a month. {absenceWords(reporters)}</p>
          )}
        </div>
      )}
    </div>
  );
}
