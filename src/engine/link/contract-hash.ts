import { z } from 'zod';
import type { Contract, RequestDefinition, StreamDefinition } from '../contract/define.ts';

const known = new WeakMap<Contract, string>();

/**
 * 16 hex digits that change when a contract changes: names, delivery, columns and the JSON schemas of what travels.
 * The same in the browser and in Node; computed at the first use. Time limits and roles are the server's own affair
 * and don't count.
 */
export function contractHash(contract: Contract): string {
  const stored = known.get(contract);
  if (stored !== undefined) return stored;
  const hash = hashText(describe(contract));
  known.set(contract, hash);
  return hash;
}

function describe(contract: Contract): string {
  const entries = Object.entries(contract.entries).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([contract.name, entries.map(([name, entry]) => [name, describeEntry(entry)])]);
}

function describeEntry(entry: RequestDefinition | StreamDefinition): unknown {
  if (entry.type === 'request')
    return ['request', entry.command, shape(entry.input, 'input'), shape(entry.output, 'output')];
  return [
    'stream',
    entry.delivery,
    entry.key,
    entry.columns,
    shape(entry.params, 'input'),
    shape(entry.item, 'output'),
  ];
}

function shape(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

/** Two independent 32-bit multiply-xor lanes (the mixing of MurmurHash3): no BigInt, so 100 kB take about a millisecond. */
export function hashText(text: string): string {
  let a = 0xdeadbeef;
  let b = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    a = Math.imul(a ^ unit, 0x9e3779b1);
    b = Math.imul(b ^ unit, 0x5f356495);
  }
  a = Math.imul(a ^ (a >>> 16), 0x85ebca6b) ^ Math.imul(b ^ (b >>> 13), 0xc2b2ae35);
  b = Math.imul(b ^ (b >>> 16), 0x85ebca6b) ^ Math.imul(a ^ (a >>> 13), 0xc2b2ae35);
  return hex(a) + hex(b);
}

function hex(lane: number): string {
  return (lane >>> 0).toString(16).padStart(8, '0');
}
