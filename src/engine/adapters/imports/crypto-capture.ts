import { linesOf } from './csv-rows.ts';
import { headOf, textOfPart, type ImportFormat } from './import-format.ts';

const lineOf = /^(\d{10,19}(?:\.\d+)?):? (\{.*\}|\[.*\])$/;
const addressOf = /^(https?|wss):\/\/([a-z0-9.-]+)\S*/;

/** Time of a capture: seconds with a fraction, or whole milli-, micro- or nanoseconds. */
function captureMs(text: string): number {
  const digits = text.split('.')[0]?.length ?? 0;
  const value = Number(text);
  if (digits <= 10) return value * 1_000;
  if (digits <= 13) return value;
  return digits <= 16 ? value / 1_000 : value / 1e6;
}

/**
 * A socket as it was written down: a local time and a frame of an exchange a line. Frames are kept as they came, as a
 * recording, since what they mean is the vendor's translator's to say.
 */
export const cryptoCapture: ImportFormat = {
  id: 'crypto-capture',
  title: 'capture of an exchange socket',
  recognises: (file) => {
    const lines = [...linesOf(headOf(file))].slice(0, 6);
    return lines.some((line) => lineOf.test(line) || /^\d{10,19}:? \{"/.test(line)) || addressOf.test(lines[0] ?? '');
  },
  read: (file, sink) => {
    const [part] = file.parts;
    let vendor = 'binance';
    for (const line of linesOf(part ? textOfPart(part) : '')) {
      const address = addressOf.exec(line);
      if (address) {
        vendor = vendorOf(address[2] ?? '');
        sink.refuse('an address or a request of ours, no frame');
        continue;
      }
      const match = lineOf.exec(line);
      if (!match || !isJson(match[2] ?? '')) {
        sink.refuse('a line that is no time and frame');
        continue;
      }
      const stream = /"stream":"([^"]+)"/.exec(match[2] ?? '')?.[1] ?? 'socket';
      sink.item({
        channel: `${vendor}/${stream}`,
        receivedTime: captureMs(match[1] ?? ''),
        context: '{"frame":"text"}',
        bytes: Buffer.from(match[2] ?? ''),
      });
    }
  },
};

function vendorOf(host: string): string {
  return host.split('.').at(-2) ?? host;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
