import type { DraftFact, Fact } from '../domain/facts/fact.ts';
import type { AnswerContext, FrameContext, ReceivedItem } from '../ports/recording.ts';
import type { Refusal, Stream, Vendor } from '../ports/vendor.ts';
import { dataDate } from './feeds/session-times.ts';

export type RecordedReading = { readonly facts: readonly Fact[]; readonly refusals: readonly Refusal[] };

const nothing: RecordedReading = { facts: [], refusals: [] };

/** What a recorded answer or frame means to its vendor's translator now: the same bytes give the same facts. */
export function factsOfRecorded(item: ReceivedItem, vendors: readonly Vendor[]): RecordedReading {
  const [vendorId = '', part = ''] = item.channel.split('/');
  const vendor = vendors.find(({ id }) => id === vendorId);
  const context = contextOf(item);
  if (context === null) return refused('context that is no JSON', item);
  if (context === 'other') return nothing;
  if (!vendor) return refused('a vendor this program does not know', item);
  try {
    return 'status' in context ? ofAnswer({ item, vendor, part, context }) : ofFrame({ item, vendor, part, context });
  } catch (error) {
    return refused(`a fault of the translator: ${error instanceof Error ? error.message : String(error)}`, item);
  }
}

/** `other` = neither an answer nor a frame: what the broker's adapter handed on. */
function contextOf(item: ReceivedItem): AnswerContext | FrameContext | 'other' | null {
  try {
    const value = JSON.parse(item.context) as Partial<AnswerContext & FrameContext> | null;
    if (value?.status !== undefined) return value as AnswerContext;
    return value?.frame === undefined ? 'other' : (value as FrameContext);
  } catch {
    return null;
  }
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

function ofAnswer({ item, vendor, part, context }: Part<AnswerContext>): RecordedReading {
  const endpoint = vendor.endpoints.find(({ id }) => id === part);
  if (!endpoint) return refused('an endpoint this program does not know', item);
  const { symbol, parameters, status, headers } = context;
  const judged = vendor.judge({ status, headers, body: item.bytes });
  if (judged.kind !== 'payload') return nothing;
  const { receivedTime } = item;
  const { facts, refusals } = endpoint.translate(judged.payload, {
    ...{ symbol, parameters, receivedTime, headers },
    tradingDate: dataDate(receivedTime),
  });
  return { facts: stamped(facts, { vendor, part, receivedTime }), refusals };
}

function ofFrame({ item, vendor, part, context }: Part<FrameContext>): RecordedReading {
  const { receivedTime, bytes } = item;
  const frame = context.frame === 'bytes' ? bytes : Buffer.from(bytes).toString('utf8');
  const own = vendor.streams.filter(({ id }) => id === part);
  const readers = [...own, ...vendor.streams.filter(({ id }) => id !== part)];
  for (const stream of readers) {
    const read = readFrame(stream, frame, receivedTime);
    if (read) return { ...read, facts: stamped(read.facts, { vendor, part, receivedTime }) };
  }
  return refused('a frame no stream of its vendor reads', item);
}

/** Null when the stream does not know the frame. */
function readFrame(stream: Stream, frame: string | Uint8Array, receivedTime: number) {
  const messages = stream.read(frame, { receivedTime, tradingDate: dataDate(receivedTime) });
  if (messages.length > 0 && messages.every(({ kind }) => kind === 'unknown')) return null;
  const spoken = messages.filter((message) => message.kind === 'facts');
  return {
    facts: spoken.flatMap(({ facts }) => facts),
    refusals: spoken.flatMap(({ refusals }) => refusals),
  };
}

function stamped(
  facts: readonly DraftFact[],
  { vendor, part, receivedTime }: { readonly vendor: Vendor; readonly part: string; readonly receivedTime: number },
): readonly Fact[] {
  return facts.map((fact) => ({ ...fact, source: vendor.id, endpoint: part, receivedTime }));
}
