import { expect } from 'vitest';
import { tradingDate } from '../../src/engine/domain/calendar.ts';
import type { DraftFact, FactKind } from '../../src/engine/domain/facts/fact.ts';
import type { Endpoint, RequestContext, Translation, Vendor } from '../../src/engine/ports/vendor.ts';

/** An endpoint of a vendor by its id; a test that names one that is gone should fail loudly. */
export function endpointOf(vendor: Vendor, id: string): Endpoint {
  const found = vendor.endpoints.find((endpoint) => endpoint.id === id);
  if (!found) throw new Error(`${vendor.id} has no endpoint ${id}`);
  return found;
}

export function contextAt(receivedTime: number, parts: Partial<RequestContext> = {}): RequestContext {
  return {
    symbol: '',
    parameters: {},
    receivedTime,
    tradingDate: tradingDate(receivedTime),
    headers: {},
    ...parts,
  };
}

/** What the framework does with an answer: judged first, then translated. */
export function readAnswer(
  vendor: Vendor,
  id: string,
  answer: { readonly body: Uint8Array | string; readonly status?: number; readonly context: RequestContext },
): Translation {
  const body = typeof answer.body === 'string' ? new TextEncoder().encode(answer.body) : answer.body;
  const judged = vendor.judge({ status: answer.status ?? 200, headers: {}, body }, id);
  if (judged.kind === 'payload') return endpointOf(vendor, id).translate(judged.payload, answer.context);
  const reason = judged.kind === 'empty' ? judged.reason : `${judged.code}: ${judged.message}`;
  return { facts: [], refusals: [{ reason, sample: '' }], followUps: [] };
}

/** The facts of one kind, in order. */
export function factsOf<Kind extends FactKind>(facts: readonly DraftFact[], kind: Kind): readonly DraftFact<Kind>[] {
  return facts.filter((fact) => fact.kind === kind) as readonly DraftFact[] as readonly DraftFact<Kind>[];
}

/** Every number of a fact is a number, every time is one, every column of a chain as long as the others. */
export function expectSoundFacts(facts: readonly DraftFact[]): void {
  for (const fact of facts) {
    const unsound = unsoundIn(fact, `${fact.kind} ${fact.subject} ${fact.key}`);
    if (unsound !== null) expect(unsound).toBeNull();
    if (fact.kind === 'chain-snapshot') {
      const columns = Object.values(fact.body).filter(Array.isArray);
      expect(new Set(columns.map((column) => column.length)).size).toBe(1);
    }
  }
}

function unsoundIn(value: unknown, where: string): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : `${where} is ${value}`;
  if (value === undefined) return `${where} is undefined`;
  if (typeof value !== 'object' || value === null) return null;
  for (const [name, item] of Object.entries(value)) {
    const found = unsoundIn(item, `${where}.${name}`);
    if (found !== null) return found;
  }
  return null;
}
