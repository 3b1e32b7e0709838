import { fail, ok, type Outcome } from '../domain/outcome.ts';
import type { Frame } from './frames.ts';

export type FrameFault = 'bad-frame';
type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

const maxColumns = 64;

const text =
  (maxLength: number): Check =>
  (value) =>
    typeof value === 'string' && value.length <= maxLength;
const count: Check = (value) => Number.isSafeInteger(value) && Number(value) >= 0;
const finite: Check = (value) => Number.isFinite(value);
const flag: Check = (value) => typeof value === 'boolean';
const anything: Check = () => true;
const list: Check = (value) => Array.isArray(value);
const texts: Check = (value) => Array.isArray(value) && value.every((each) => typeof each === 'string');
const counts: Check = (value) => Array.isArray(value) && value.every(count);
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);

const name = text(200);

/** Field by field what each kind may hold. `unknown` payloads are checked by the contract's schemas, not here. */
const shapes: Readonly<Record<string, Shape>> = {
  hello: { v: count, contract: name, hash: text(64), token: text(2_000), client: name },
  req: { id: count, m: name, p: anything },
  cancel: { id: count },
  sub: { id: count, s: name, p: anything, after: orNull(count), epoch: name },
  ack: { id: count, n: count },
  unsub: { id: count },
  welcome: { v: count, hash: text(64), epoch: name },
  refuse: { e: isFailure },
  res: { id: count, ok: flag, r: anything, e: (value) => value === undefined || isFailure(value) },
  every: { id: count, n: count, seq: counts, items: list, caughtUp: flag, head: orNull(count) },
  latest: {
    id: count,
    n: count,
    items: list,
    gone: texts,
    snapshot: flag,
    more: (value) => value === undefined || value === true,
  },
  batch: { id: count, n: count, meta: anything, columns: isColumns, gap: flag, snapshot: flag },
  end: { id: count, e: orNull(isFailure) },
  ping: { t: finite },
  pong: { t: finite },
};

/** Whether a value from the other end is a frame; every field is checked and unknown ones are refused. Never throws. */
export function checkFrame(value: unknown): Outcome<Frame, FrameFault> {
  if (!isRecord(value)) return bad('not an object');
  const kind = value['k'];
  const shape = typeof kind === 'string' && Object.hasOwn(shapes, kind) ? shapes[kind] : undefined;
  if (shape === undefined) return bad('unknown kind');
  for (const key of Object.keys(value)) {
    if (key !== 'k' && !Object.hasOwn(shape, key)) return bad(`unknown field in '${String(kind)}'`);
  }
  for (const [key, check] of Object.entries(shape)) {
    if (!check(value[key])) return bad(`field '${key}' of '${String(kind)}' is not valid`);
  }
  return consistent(value) ? ok(value as unknown as Frame) : bad(`fields of '${String(kind)}' contradict each other`);
}

function consistent(frame: Readonly<Record<string, unknown>>): boolean {
  if (frame['k'] === 'res') return frame['ok'] === true ? frame['e'] === undefined : isFailure(frame['e']);
  if (frame['k'] === 'every') return (frame['seq'] as unknown[]).length === (frame['items'] as unknown[]).length;
  return true;
}

function bad(what: string): {
  readonly ok: false;
  readonly failure: { readonly code: FrameFault; readonly message: string };
} {
  return fail('bad-frame', `Not a frame: ${what}`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isFailure(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const facts = value['facts'];
  if (typeof value['code'] !== 'string' || typeof value['message'] !== 'string') return false;
  return facts === undefined || (isRecord(facts) && Object.values(facts).every(isFact));
}

function isFact(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function isColumns(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const columns = Object.values(value);
  return columns.length <= maxColumns && columns.every(isFloat64Array);
}

/** By tag, not by `instanceof`: arrays that crossed a realm have another constructor. */
function isFloat64Array(value: unknown): boolean {
  return Object.prototype.toString.call(value) === '[object Float64Array]';
}
