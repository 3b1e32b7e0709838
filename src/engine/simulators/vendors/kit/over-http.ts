import type { RunningEmulator } from './emulator.ts';
import type { HttpEmulator } from './http-emulator.ts';

/** The running emulator of a vendor that has no socket. `peak` and `refused` count what its own limit saw. */
export function overHttp(
  http: HttpEmulator,
  parts: Pick<RunningEmulator, 'bases' | 'credentials'> & { peak?(): number; refused(): number },
): RunningEmulator {
  const { bases, credentials, peak, refused } = parts;
  return {
    bases,
    credentials,
    addFault: (rule) => http.addFault(rule),
    clearFaults: () => http.clearFaults(),
    statistics: () => ({
      ...http.statistics(),
      ...(peak ? { peakPerMinute: peak() } : {}),
      refusedOverBudget: refused(),
      joins: 0,
    }),
    close: () => http.close(),
  };
}
