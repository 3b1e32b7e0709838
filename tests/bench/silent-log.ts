import type { Log } from '../../src/engine/ports/log.ts';

/** Nobody reads a log while something is measured. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
  child: () => silentLog,
};
