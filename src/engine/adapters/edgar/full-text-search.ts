import { instantOf } from '../../domain/time.ts';
import type { FollowUp, Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate } from '../vendor-kit/dates.ts';
import { asArray, isRow, refused, textOf, translateRows, type Row, type RowResult } from '../vendor-kit/rows.ts';
import { accessionFolder, readAccession, readCik } from './filing.ts';
import { ourTicker } from './issuer-symbol.ts';

const pageSize = 100;
/** The search never shows more. */
const lastHit = 10_000;

/** `Tesla, Inc.  (TSLA)  (CIK 0001318605)` */
function tickersIn(names: readonly string[]): readonly string[] {
  return names.flatMap((name) => {
    const listed = /\(([A-Z][A-Z0-9.\-, ]{0,60})\)\s+\(CIK/.exec(name)?.[1] ?? '';
    return listed
      .split(',')
      .map((ticker) => ourTicker(ticker))
      .filter((ticker) => ticker !== '');
  });
}

function hitFact(hit: Row, context: RequestContext): RowResult {
  const source = isRow(hit['_source']) ? hit['_source'] : {};
  const id = textOf(hit['_id']);
  const accession = readAccession(source['adsh']);
  const date = readDate(source['file_date']);
  if (accession === null || date === null) return 'a hit without filing number or day';
  const cik = readCik(asArray(source['ciks'])[0]);
  const names = asArray(source['display_names']).map(textOf);
  const tickers = tickersIn(names);
  const document = /^[^:]+:([\w-][\w.-]*)$/.exec(id)?.[1];
  const type = textOf(source['file_type']);
  const words = [textOf(source['form']), names[0] ?? '', type, textOf(source['file_description'])];
  return {
    kind: 'news',
    subject: context.symbol === '' ? (tickers[0] ?? '') : context.symbol,
    key: id,
    eventTime: Math.min(instantOf(date, 0), context.receivedTime),
    body: {
      headline: words.filter((word) => word !== '').join(' · '),
      publisher: 'SEC EDGAR',
      url:
        cik === null || document === undefined
          ? null
          : `https://www.sec.gov/Archives/edgar/data/${Number(cik)}/${accessionFolder(accession)}/${document}`,
      tickers,
      sentiment: null,
      isMajor: false,
    },
  };
}

function nextPage(hits: number, context: RequestContext): readonly FollowUp[] {
  const from = Number(context.parameters['from'] ?? '0') + pageSize;
  if (hits < pageSize || from >= lastHit) return [];
  const parameters = { ...context.parameters, from: String(from) };
  return [{ endpoint: 'full-text-search', symbol: context.symbol, parameters, once: null }];
}

/** Documents that contain a phrase, as news. */
export function translateSearch(payload: Payload, context: RequestContext): Translation {
  const value = payload.kind === 'json' ? payload.value : null;
  const hits = isRow(value) && isRow(value['hits']) ? value['hits']['hits'] : null;
  if (!Array.isArray(hits)) return refused('no search result', value);
  const translated = translateRows(hits, (hit) => hitFact(hit, context));
  return { ...translated, followUps: nextPage(hits.length, context) };
}
