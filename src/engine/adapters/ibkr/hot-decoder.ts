import type { FieldReader } from './field-reader.ts';
import type { FrameSink, WireBar } from './frame-sink.ts';

type Decode = (reader: FieldReader, sink: FrameSink) => void;

const decodeError: Decode = (reader, sink) => {
  reader.skip(); // message version
  const id = reader.int();
  const code = reader.int();
  // The advanced reject behind it is JSON at best: never parsed here.
  sink.error(id, code, unescapeUnicode(reader.text()));
};

/** TWS writes non-ASCII as backslash-u escapes. */
function unescapeUnicode(text: string): string {
  return text.replaceAll(/\\u([0-9a-fA-F]{4})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

const decodeBars: Decode = (reader, sink) => {
  const reqId = reader.int();
  reader.skip(2); // start and end of the range
  const count = reader.int();
  const bars: WireBar[] = [];
  for (let index = 0; index < count; index += 1) {
    const date = reader.text();
    const open = reader.number();
    const high = reader.number();
    const low = reader.number();
    const close = reader.number();
    const volume = reader.number();
    reader.skip(2); // vwap, count
    bars.push({ date, open, high, low, close, volume });
  }
  sink.route(reqId)?.bars?.(bars);
};

const decodeOption: Decode = (reader, sink) => {
  const reqId = reader.int();
  const tickType = reader.int();
  reader.skip(); // 0 return-based, 1 price-based
  const impliedVol = reader.number();
  const delta = reader.number();
  reader.skip(5); // option price, dividend, gamma, vega, theta
  sink.route(reqId)?.option?.(tickType, impliedVol, delta, reader.number());
};

const decodeTickByTick: Decode = (reader, sink) => {
  const reqId = reader.int();
  const kind = reader.int();
  if (kind !== 1 && kind !== 2) return;
  const timeSec = reader.number();
  const price = reader.number();
  const size = reader.number();
  const mask = reader.int();
  const venue = reader.text();
  sink.route(reqId)?.trade?.(timeSec, price, size, mask, venue, reader.text());
};

/** One answer may take several messages; the last one says so. */
const decodePastTrades: Decode = (reader, sink) => {
  const route = sink.route(reader.int());
  const count = reader.int();
  for (let index = 0; index < count; index += 1) {
    const timeSec = reader.number();
    const mask = reader.int();
    const price = reader.number();
    const size = reader.number();
    const venue = reader.text();
    route?.pastTrade?.(timeSec, price, size, mask, venue, reader.text());
  }
  const done = reader.text();
  if (done === '1' || done === 'true') route?.pastTradesEnd?.();
};

/** Live headlines; past ones have no metadata of their own. */
const decodeHeadline =
  (hasExtra: boolean): Decode =>
  (reader, sink) => {
    const reqId = reader.int();
    const time = reader.text();
    const provider = reader.text();
    const articleId = reader.text();
    const headline = unescapeUnicode(reader.text());
    sink.route(reqId)?.news?.({ time, provider, articleId, headline, extra: hasExtra ? reader.text() : '' });
  };

/** Message ids and layouts of server versions 176 to 193; version fields are skipped. */
const decoders = new Map<number, Decode>([
  [
    1,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const tickType = reader.int();
      const price = reader.number();
      sink.route(reqId)?.price?.(tickType, price, reader.number());
    },
  ],
  [
    2,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const tickType = reader.int();
      sink.route(reqId)?.size?.(tickType, reader.number());
    },
  ],
  [4, decodeError],
  [
    12,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const position = reader.int();
      const operation = reader.int();
      const side = reader.int();
      const price = reader.number();
      sink.route(reqId)?.depth?.(position, operation, side, price, reader.number(), '');
    },
  ],
  [
    13,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const position = reader.int();
      const maker = reader.text();
      const operation = reader.int();
      const side = reader.int();
      const price = reader.number();
      sink.route(reqId)?.depth?.(position, operation, side, price, reader.number(), maker);
    },
  ],
  [17, decodeBars],
  [21, decodeOption],
  [
    45,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const tickType = reader.int();
      sink.route(reqId)?.value?.(tickType, reader.number());
    },
  ],
  [
    46,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      const tickType = reader.int();
      sink.route(reqId)?.text?.(tickType, reader.text());
    },
  ],
  [
    58,
    (reader, sink) => {
      reader.skip();
      const reqId = reader.int();
      sink.route(reqId)?.dataType?.(reader.int());
    },
  ],
  // Bid sizes, order-reject JSON and minTick are where the package decodes wrongly; tickReqParams is not needed.
  [81, () => undefined],
  [
    83,
    (reader, sink) => {
      const reqId = reader.int();
      const type = reader.int();
      sink.route(reqId)?.article?.(type, unescapeUnicode(reader.text()));
    },
  ],
  [84, decodeHeadline(true)],
  [86, decodeHeadline(false)],
  [
    87,
    (reader, sink) => {
      const reqId = reader.int();
      const isCut = reader.text();
      sink.route(reqId)?.newsEnd?.(isCut === '1' || isCut === 'true');
    },
  ],
  [98, decodePastTrades],
  [99, decodeTickByTick],
]);

/** Decodes what must be fast or exact; false = the package decodes this frame. Throws on a corrupt frame. */
export function decodeHot(reader: FieldReader, sink: FrameSink): boolean {
  const decode = decoders.get(reader.int());
  if (decode === undefined) return false;
  decode(reader, sink);
  return true;
}
