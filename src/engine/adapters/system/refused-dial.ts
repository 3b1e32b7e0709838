import { fail, type Outcome } from '../../domain/outcome.ts';
import type { StreamDial, StreamDialCode, StreamSocket } from '../../ports/stream-socket.ts';
import { codeOf, certificateText, isCertificateError, shownAddress, unreachableText } from './vendor-address.ts';

type Dialled = Outcome<StreamSocket, StreamDialCode>;

export function refusedWith(parts: { readonly status: number; readonly text: string; readonly url: URL }): Dialled {
  const words = parts.text.trim().slice(0, 200);
  return fail('refused', `${shownAddress(parts.url)} answered ${parts.status}${words === '' ? '' : `: ${words}`}`, {
    status: parts.status,
    text: words,
  });
}

export function dialFailure(error: unknown, known: { readonly url: URL; readonly dial: StreamDial }): Dialled {
  const code = codeOf(error);
  const where = shownAddress(known.url);
  const words = error instanceof Error ? error.message : '';
  if (/TIMEOUT|ETIMEDOUT/.test(code) || /timed out/.test(words)) {
    return fail('timeout', `${where} did not open within ${known.dial.connectTimeoutMs} ms`);
  }
  if (isCertificateError(code)) return fail('certificate', certificateText(known.url, code));
  return fail('unreachable', unreachableText(known.url, code === '' ? words : code));
}
