import { fail, ok, type Outcome } from '../../../domain/outcome.ts';
import { answerIds, requestIds } from '../wire/message-ids.ts';
import type { FaultAction, FaultScript } from './fault-script.ts';

type FieldKind = 'number' | 'string' | 'boolean' | 'answer' | 'array' | readonly (string | number)[];
/** A name that ends with `?` may be left out. */
type Shape = Readonly<Record<string, FieldKind>>;

const shaping: Shape = { message: 'answer', 'count?': 'number' };
const feeds = ['marketData', 'depth', 'tickByTick', 'realTimeBars', 'history', 'account', 'pnl'];

const shapes: Readonly<Record<FaultAction['kind'], Shape>> = {
  reset: {},
  close: {},
  'half-open': {},
  stall: { forRealMs: 'number' },
  drop: shaping,
  duplicate: shaping,
  reorder: shaping,
  delay: { ...shaping, forMs: 'number' },
  'info-code': { code: 'number', 'text?': 'string', 'id?': 'number' },
  'nextValidId-rollback': { by: 'number' },
  'mute-handshake': { on: 'boolean' },
  bytes: { mode: ['normal', 'fragment', 'coalesce'], 'size?': 'number', 'forMs?': 'number' },
  'bad-json': {},
  'huge-frame': {},
  garbage: {},
  restart: { 'downRealMs?': 'number' },
  'reject-next': { 'code?': 'number', 'text?': 'string', 'json?': 'string' },
  'dead-feed': { feed: feeds, on: 'boolean' },
  'competing-session': { on: 'boolean' },
  entitlement: { symbol: 'string', value: ['live', 'delayed', 'none'] },
  'depth-reset': { 'code?': [316, 317] },
  'omit-order-status': { on: 'boolean' },
  'correct-execution': { 'execId?': 'string', by: 'number' },
  bulletin: { type: [1, 2, 3], text: 'string', 'exchange?': 'string' },
  burst: { messages: 'number' },
  raw: { fields: 'array' },
  clear: {},
};

/** A fault script from a JSON file; the first thing that is wrong is named with its step. */
export function parseFaultScript(json: string): Outcome<FaultScript, 'bad-script'> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return fail('bad-script', `the fault script is not JSON: ${String(error)}`);
  }
  if (!Array.isArray(value)) return fail('bad-script', 'a fault script is a list of steps');
  for (const [index, step] of value.entries()) {
    const problem = stepProblem(step);
    if (problem !== null) return fail('bad-script', `step ${index + 1}: ${problem}`);
  }
  // Every step has been checked field by field.
  return ok(value as FaultScript);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function stepProblem(step: unknown): string | null {
  if (!isRecord(step)) return 'not an object';
  const triggers = ['at', 'after', 'on', 'onRequest'].filter((name) => name in step);
  if (triggers.length !== 1) return 'needs exactly one of at, after, on, onRequest';
  const shape: Shape = {
    'at?': 'number',
    'after?': 'number',
    'on?': 'answer',
    'onRequest?': Object.keys(requestIds),
    'count?': 'number',
    'clientId?': 'number',
  };
  const { do: action, ...trigger } = step;
  return fieldsProblem(trigger, shape) ?? actionProblem(action);
}

function actionProblem(action: unknown): string | null {
  if (!isRecord(action)) return 'needs an action under "do"';
  const { kind, ...fields } = action;
  const shape = Object.entries(shapes).find(([name]) => name === kind)?.[1];
  if (!shape) return `no fault is called ${String(kind)}`;
  const problem = fieldsProblem(fields, shape);
  if (problem !== null || kind !== 'bytes') return problem;
  if (fields['mode'] === 'fragment' && fields['size'] === undefined) return 'fragment needs size';
  return fields['mode'] === 'coalesce' && fields['forMs'] === undefined ? 'coalesce needs forMs' : null;
}

function fieldsProblem(fields: Readonly<Record<string, unknown>>, shape: Shape): string | null {
  for (const [name, kind] of Object.entries(shape)) {
    const isOptional = name.endsWith('?');
    const value = fields[isOptional ? name.slice(0, -1) : name];
    if (value === undefined && isOptional) continue;
    if (!fits(value, kind)) return `${name.replace('?', '')} is wrong: ${JSON.stringify(value)}`;
  }
  const known = new Set(Object.keys(shape).map((name) => name.replace('?', '')));
  const unknown = Object.keys(fields).find((name) => !known.has(name));
  return unknown === undefined ? null : `${unknown} is not known here`;
}

function fits(value: unknown, kind: FieldKind): boolean {
  if (kind === 'array') return Array.isArray(value);
  if (kind === 'answer') return typeof value === 'string' && value in answerIds;
  if (typeof kind !== 'string') return kind.some((allowed) => allowed === value);
  return typeof value === kind && (kind !== 'number' || Number.isFinite(value));
}
