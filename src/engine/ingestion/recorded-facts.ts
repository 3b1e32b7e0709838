import type { Fact } from '../domain/facts/fact.ts';
import { hasShape, isFactKind } from '../domain/facts/body-shape.ts';
import type { AnswerContext, FrameContext, ReceivedItem } from '../ports/recording.ts';
import type { Refusal, Stream, Vendor } from '../ports/vendor.ts';
import { factFault, isTime } from './feeds/fact-fault.ts';
import { readAnswer, stamped } from './feeds/read-answer.ts';
import { dataDate } from './feeds/session-times.ts';

export type RecordedReading = { readonly facts: readonly Fact[]; readonly refusals: readonly Refusal[] };

const nothing: RecordedReading = { facts: [], refusals: [] };

/** What a recorded answer or frame means to its vendor's translator now: the same bytes give the same facts. */
export function factsOfRecorded(item: ReceivedItem, vendors: readonly Vendor[]): RecordedReading {
  const [vendorId = '', part = ''] = item.channel.split('/');
  const vendor = vendors.find(({ id }) => id === vendorId);
  const context = contextOf(item);
  if (context === null) return refused('context that is no JSON', item);
  if (context === 'other') return part === 'facts' ? sound(ofFacts(item), item) : nothing;
  if (!vendor) return refused('a vendor this program does not know', item);
  const reading =
    'status' in context ? ofAnswer({ item, vendor, part, context }) : ofFrame({ item, vendor, part, context });
  return sound(reading, item);
}

function sound({ facts, refusals }: RecordedReading, item: ReceivedItem): RecordedReading {
  const faults = facts.flatMap((fact) => factFault(fact) ?? []);
  const kept = faults.length === 0 ? facts : facts.filter((fact) => factFault(fact) === null);
  return { facts: kept, refusals: [...refusals, ...faults.map((reason) => ({ reason, sample: item.channel }))] };
}

/** What nearly every item of a recording carries. */
const knownContexts: ReadonlyMap<string, FrameContext> = new Map(
  (['text', 'bytes'] as const).map((frame) => [JSON.stringify({ frame }), { frame }]),
);

/** `other` = neither an answer nor a frame: what the broker's adapter handed on. */
function contextOf(item: ReceivedItem): AnswerContext | FrameContext | 'other' | null {
  const known = knownContexts.get(item.context);
  if (known) return known;
  try {
    const value = JSON.parse(item.context) as Partial<AnswerContext & FrameContext> | null;
    if (value?.status !== undefined) return value as AnswerContext;
    return value?.frame === undefined ? 'other' : (value as FrameContext);
  } catch {
    return null;
  }
}

/** Headlines, bulletins and what was known when the day began, recorded as the facts they had become. */
function ofFacts(item: ReceivedItem): RecordedReading {
  try {
    const values = JSON.parse(Buffer.from(item.bytes).toString('utf8')) as unknown;
    if (Array.isArray(values) && values.every(isFact)) return { facts: values, refusals: [] };
  } catch {
    // Said below.
  }
  return refused('facts that are none', item);
}

/** A recording may come from anywhere. */
function isFact(value: unknown): value is Fact {
  const { kind, subject, key, source, endpoint, receivedTime, body } = (value ?? {}) as Partial<Fact>;
  const texts = [subject, key, source, endpoint].every((text) => typeof text === 'string');
  return texts && isFactKind(kind) && isTime(receivedTime) && hasShape(kind, body);
}

function refused(reason: string, item: ReceivedItem): RecordedReading {
  return { facts: [], refusals: [{ reason, sample: item.channel }] };
}

type Part<Context> = {
  readonly item: ReceivedItem;
  readonly vendor: Vendor;
  readonly part: string;
  readonly context: Context;
};

/** The company map of the day is no part of an answer: what is about a number of a regulator keeps that number. */
function ofAnswer({ item, vendor, part, context }: Part<AnswerContext>): RecordedReading {
  const endpoint = vendor.endpoints.find(({ id }) => id === part);
  if (!endpoint) return refused('an endpoint this program does not know', item);
  const { receivedTime, bytes } = item;
  const { symbol, parameters, status, headers } = context;
  const tradingDate = dataDate(receivedTime);
  const answer = readAnswer({
    ...{ vendor, endpoint, response: { status, headers, body: bytes } },
    context: { symbol, parameters, headers, receivedTime, tradingDate },
  });
  if (answer.kind === 'failure' && answer.code === 'translator-fault') return refused(answer.message, item);
  if (answer.kind !== 'translated') return nothing;
  const { translation } = answer;
  return {
    facts: stamped(translation, { source: vendor.id, endpoint: part, receivedTime }),
    refusals: translation.refusals,
  };
}

function ofFrame({ item, vendor, part, context }: Part<FrameContext>): RecordedReading {
  const frame = context.frame === 'bytes' ? item.bytes : Buffer.from(item.bytes).toString('utf8');
  const own = vendor.streams.filter(({ id }) => id === part);
  let fault: string | null = null;
  for (const stream of [...own, ...vendor.streams.filter(({ id }) => id !== part)]) {
    try {
      const read = readFrame({ frame, stream, vendor, receivedTime: item.receivedTime });
      if (read) return read;
    } catch (error) {
      fault = `Reading a frame failed: ${error instanceof Error ? error.message : String(error)}`;
    }
  }
  return refused(fault ?? 'a frame no stream of its vendor reads', item);
}

type Frame = {
  readonly frame: string | Uint8Array;
  readonly stream: Stream;
  readonly vendor: Vendor;
  readonly receivedTime: number;
};

/** Null when the stream does not know the frame. */
function readFrame({ frame, stream, vendor, receivedTime }: Frame): RecordedReading | null {
  const messages = stream.read(frame, { receivedTime, tradingDate: dataDate(receivedTime) });
  if (messages.length > 0 && messages.every(({ kind }) => kind === 'unknown')) return null;
  const spoken = messages.filter((message) => message.kind === 'facts');
  // Streams that share a reader are told apart by what they bring, as when the frame came.
  const sharing = vendor.streams.filter(({ read }) => read === stream.read);
  const ownerOf = (kind: string): string =>
    (sharing.find(({ provides }) => (provides as readonly string[]).includes(kind)) ?? stream).id;
  return {
    facts: spoken
      .flatMap(({ facts }) => facts)
      .map((fact): Fact => ({ ...fact, source: vendor.id, endpoint: ownerOf(fact.kind), receivedTime })),
    refusals: spoken.flatMap(({ refusals }) => refusals),
  };
}
