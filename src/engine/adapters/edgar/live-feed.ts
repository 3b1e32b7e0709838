import type { FollowUp, Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { readDate, readInstant } from '../vendor-kit/dates.ts';
import { asArray, refused, sampleOf } from '../vendor-kit/rows.ts';
import { filingParameters, readAccession, readCik, watchesCik, type Filing } from './filing.ts';
import { child, plainText, readXml } from './read-xml.ts';
import { ownershipForms } from './submissions.ts';

export const feedPage = 100;
/** Pages beyond this are answered with an error page. */
const furthestStart = 2_000;
/** A full page whose oldest entry is younger than this may hide others behind it. */
const overlapMs = 900_000;

type Entry = { readonly filing: Filing; readonly cik: string; readonly isIssuer: boolean; readonly form: string };

function entryOf(node: unknown): Entry | string {
  const accession = readAccession(plainText(child(node, 'id')).replace(/^.*accession-number=/, ''));
  if (accession === null) return 'an entry without an accession number';
  const title = plainText(child(node, 'title'));
  const cik = readCik(/\((\d{10})\)/.exec(title)?.[1]);
  if (cik === null) return 'an entry that names nobody';
  return {
    filing: {
      accession,
      filingDate: readDate(/Filed:(?:<\/b>)?\s*(\d{4}-\d{2}-\d{2})/.exec(plainText(child(node, 'summary')))?.[1]),
      acceptedTime: readInstant(plainText(child(node, 'updated'))),
    },
    cik,
    isIssuer: /\(Issuer\)\s*$/.test(title),
    // `type=4` also brings 424B and 497 forms; the category says what an entry is.
    form: plainText(child(node, 'category', '@term')).toUpperCase(),
  };
}

/** One entry a filing: each comes twice or more, for its issuer and for every owner; the issuer's counts. */
function byFiling(entries: readonly Entry[]): readonly Entry[] {
  const found = new Map<string, Entry>();
  for (const entry of entries) {
    const known = found.get(entry.filing.accession);
    if (!known || (entry.isIssuer && !known.isIssuer)) found.set(entry.filing.accession, entry);
  }
  return [...found.values()];
}

function documentOf({ filing, cik }: Entry): FollowUp {
  const parameters = { ...filingParameters(filing), cik, number: String(Number(cik)) };
  return { endpoint: 'ownership-text', symbol: '', parameters, once: `ownership:${filing.accession}` };
}

function nextPage(entries: readonly Entry[], count: number, context: RequestContext): readonly FollowUp[] {
  const start = Number(context.parameters['start'] ?? '0') + feedPage;
  const oldest = Math.min(...entries.map((entry) => entry.filing.acceptedTime ?? 0));
  if (count < feedPage || start > furthestStart || oldest < context.receivedTime - overlapMs) return [];
  return [{ endpoint: 'live-page', symbol: '', parameters: { start: String(start) }, once: null }];
}

/** The latest filings of all companies as Atom. */
export function translateLiveFeed(payload: Payload, context: RequestContext): Translation {
  if (payload.kind !== 'text') return refused('the live feed is XML', payload.kind);
  const read = readXml(payload.text);
  if (!read.ok) return refused(read.failure.message, payload.text.slice(0, 200));
  const feed = child(read.value, 'feed');
  if (feed === undefined) return refused('XML that is no feed', read.value);
  const refusals: Refusal[] = [];
  const entries: Entry[] = [];
  const nodes = asArray(child(feed, 'entry'));
  for (const node of nodes) {
    const entry = entryOf(node);
    if (typeof entry === 'string') refusals.push({ reason: entry, sample: sampleOf(node) });
    else entries.push(entry);
  }
  const wanted = byFiling(entries).filter((entry) => ownershipForms.has(entry.form) && watchesCik(context, entry.cik));
  const followUps = [...wanted.map(documentOf), ...nextPage(entries, nodes.length, context)];
  return { facts: [], refusals, followUps };
}
