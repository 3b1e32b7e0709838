import type { ShelvedInsider } from './filing-shelf.ts';
import { documentName, formOf } from './submission-sgml.ts';
import { isoDay } from './xml-text.ts';

const pageSize = 100;

/** The full-text search's answer over the forms on the shelf: a hit holds all words of the query in its names. */
export function searchJson(filings: readonly ShelvedInsider[], query: URLSearchParams): unknown {
  const words = (query.get('q') ?? '').replaceAll('"', '').toLowerCase().split(/\s+/);
  const forms = (query.get('forms') ?? '').split(',').filter((form) => form !== '');
  const from = Math.max(0, Number(query.get('from') ?? '0') || 0);
  const found = filings.filter((one) => {
    const text = `${one.filing.company.name} ${one.filing.company.symbol} ${one.filing.owner.name}`.toLowerCase();
    return (forms.length === 0 || forms.includes(formOf(one))) && words.every((word) => text.includes(word));
  });
  const hits = found.slice(from, from + pageSize).map((one) => ({
    _index: 'edgar_file',
    _id: `${one.filing.accession}:${documentName(one)}`,
    _score: 1,
    _source: {
      ciks: [one.filing.company.cik, one.filing.owner.cik],
      period_ending: isoDay(one.filing.filingDate),
      display_names: [
        `${one.filing.company.name}  (${one.filing.company.symbol.replace('.', '-')})  (CIK ${one.filing.company.cik})`,
        `${one.filing.owner.name}  (CIK ${one.filing.owner.cik})`,
      ],
      root_forms: ['4'],
      file_date: isoDay(one.filing.filingDate),
      form: formOf(one),
      adsh: one.filing.accession,
      file_type: formOf(one),
      file_description: `FORM ${formOf(one)}`,
      items: [],
    },
  }));
  return {
    took: 3,
    timed_out: false,
    hits: { total: { value: Math.min(found.length, 10_000), relation: 'eq' }, max_score: 1, hits },
  };
}
