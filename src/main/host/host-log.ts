import type { Log, LogFields } from '../../engine/ports/log.ts';

/** The host says little: warnings and errors, one line each, on standard error. */
export function hostLog(scope = 'host'): Log {
  const write = (level: string, message: string, fields?: LogFields): void => {
    process.stderr.write(`${JSON.stringify({ time: new Date().toISOString(), level, scope, message, ...fields })}\n`);
  };
  return {
    debug: () => undefined,
    info: () => undefined,
    warn: (message, fields) => write('warn', message, fields),
    error: (message, fields) => write('error', message, fields),
    child: (name) => hostLog(`${scope}.${name}`),
  };
}
