import { dateUtc, wallTime } from '../../../domain/time.ts';
import type { StoryCompany } from '../../story/market-story.ts';
import type { Shelved } from './filing-shelf.ts';
import { documentName, formOf } from './submission-sgml.ts';
import { isoDay } from './xml-text.ts';

type Filer = { readonly cik: string; readonly name: string; readonly tickers: readonly string[] };

export function filerOf(company: StoryCompany): Filer {
  return { cik: company.cik, name: company.name, tickers: [company.symbol.replace('.', '-')] };
}

/** New York's clock with a Z behind it, as other sources show these times. */
function acceptanceStamp(timeMs: number): string {
  const { date, secondOfDay } = wallTime(timeMs);
  return new Date(dateUtc(date) + secondOfDay * 1_000).toISOString();
}

/** `CIK##########.json`: the newest filings as parallel arrays. */
export function submissionsJson(filer: Filer, filings: readonly Shelved[]): unknown {
  const column = (value: (shelved: Shelved) => unknown): readonly unknown[] => filings.map(value);
  return {
    cik: filer.cik,
    entityType: 'operating',
    name: filer.name,
    tickers: filer.tickers,
    exchanges: filer.tickers.map(() => 'Nasdaq'),
    filings: {
      recent: {
        accessionNumber: column(({ filing }) => filing.accession),
        filingDate: column(({ filing }) => isoDay(filing.filingDate)),
        reportDate: column((one) =>
          isoDay(
            one.kind === 'institution' ? one.filing.reportDate : (one.filing.rows[0]?.date ?? one.filing.filingDate),
          ),
        ),
        acceptanceDateTime: column(({ filing }) => acceptanceStamp(filing.acceptedMs)),
        act: column(() => ''),
        form: column(formOf),
        fileNumber: column(() => ''),
        items: column(() => ''),
        size: column(() => 5_000),
        isXBRL: column(() => 0),
        isInlineXBRL: column(() => 0),
        // The rendering, not the document.
        primaryDocument: column((one) =>
          one.kind === 'institution' ? `xslForm13F_X02/${documentName(one)}` : `xslF345X05/${documentName(one)}`,
        ),
        primaryDocDescription: column((one) => `FORM ${formOf(one)}`),
      },
      files: [],
    },
  };
}
