import type { DraftFact } from '../../domain/facts/fact.ts';
import type { Payload, Refusal, RequestContext, Translation } from '../../ports/vendor.ts';
import { refused, sampleOf } from '../vendor-kit/rows.ts';
import { observationFact, seriesId } from './observations.ts';

/** The table behind a chart, which needs no key: `observation_date,DGS10`, earlier `DATE,DGS10`; missing is empty or a dot. */
export function translateGraphCsv(payload: Payload, context: RequestContext): Translation {
  const text = payload.kind === 'text' ? payload.text : '';
  const [header = '', ...lines] = text.split(/\r?\n/);
  const [first = '', ...columns] = header.split(',').map((name) => name.trim());
  const asked = context.parameters['series'];
  const isTable =
    /^(observation_date|DATE)$/i.test(first) && columns.length > 0 && columns.every((id) => seriesId.test(id));
  if (!isTable) return refused('no table of a FRED chart', header.slice(0, 120));
  if (asked !== undefined && !columns.includes(asked)) return refused(`a chart of other series than ${asked}`, header);
  const facts: DraftFact[] = [];
  const refusals: Refusal[] = [];
  for (const line of lines) {
    if (line.trim() === '') continue;
    const cells = line.split(',');
    if (cells.length !== columns.length + 1) {
      refusals.push({ reason: `a row of ${cells.length} columns, not ${columns.length + 1}`, sample: sampleOf(line) });
      continue;
    }
    for (const [index, series] of columns.entries()) {
      const fact = observationFact({ series, date: cells[0], value: cells[index + 1], vintage: null }, context);
      if (typeof fact === 'string') refusals.push({ reason: fact, sample: sampleOf(line) });
      else facts.push(fact);
    }
  }
  return { facts, refusals, followUps: [] };
}
