import type { Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { refused } from '../vendor-kit/rows.ts';
import { filingOf } from './filing.ts';
import { translateOwnership } from './ownership-document.ts';
import { readSubmissionText } from './submission-text.ts';

/** The raw XML document of a Form 3, 4 or 5; who filed it when is in the request. */
export function translateOwnershipDocument(payload: Payload, context: RequestContext): Translation {
  if (payload.kind !== 'text') return refused('an ownership document is XML', payload.kind);
  const filing = filingOf(context.parameters);
  if (!filing) return refused('an ownership document without its accession number', payload.text);
  return translateOwnership(payload.text, filing, context);
}

/** The same inside the whole submission as text, whose header tells the rest. */
export function translateOwnershipText(payload: Payload, context: RequestContext): Translation {
  const text = payload.kind === 'text' ? payload.text : '';
  const submission = readSubmissionText(text);
  if (!submission) return refused('no submission', text);
  const asked = filingOf(context.parameters);
  const filing = submission.filing ?? asked;
  const document = submission.documents[0];
  if (!filing) return refused('a submission without its number', text);
  if (document === undefined) return refused('a submission without an XML document', text);
  const known = { ...filing, acceptedTime: filing.acceptedTime ?? asked?.acceptedTime ?? null };
  return translateOwnership(document, known, context);
}
