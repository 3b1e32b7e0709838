import type { FollowUp, Payload, RequestContext, Translation } from '../../ports/vendor.ts';
import { isRow, refused, translateRows, type Row, type RowResult } from '../vendor-kit/rows.ts';

/** Lists stand bare, under `data` or under `chains`; a single object under `data` is a list of one. */
function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isRow(value)) return null;
  const held = 'data' in value ? value['data'] : value['chains'];
  if (Array.isArray(held)) return held;
  if (isRow(held)) return [held];
  return held === null && 'data' in value ? [] : null;
}

export function rowsOf(payload: Payload): readonly unknown[] | null {
  return payload.kind === 'json' ? listIn(payload.value) : null;
}

/** What stands beside the list, such as `date`. */
export function envelopeOf(payload: Payload): Row {
  return payload.kind === 'json' && isRow(payload.value) ? payload.value : {};
}

export function refusedEnvelope(payload: Payload): Translation {
  return refused('an answer without a list', payload.kind === 'json' ? payload.value : payload.kind);
}

export type ToFact = (row: Row, context: RequestContext, envelope: Row) => RowResult;
export type Translate = (payload: Payload, context: RequestContext) => Translation;

export function eachRow(toFact: ToFact): Translate {
  return (payload, context) => {
    const rows = rowsOf(payload);
    if (!rows) return refusedEnvelope(payload);
    const envelope = envelopeOf(payload);
    return translateRows(rows, (row) => toFact(row, context, envelope));
  };
}

/** Adds what the answer asks for next. */
export function withNext(
  translate: Translate,
  next: (rows: readonly unknown[], context: RequestContext) => FollowUp | null,
): Translate {
  return (payload, context) => {
    const translation = translate(payload, context);
    const followUp = next(rowsOf(payload) ?? [], context);
    return followUp ? { ...translation, followUps: [...translation.followUps, followUp] } : translation;
  };
}
