import type { Log, LogFields } from '../../src/engine/ports/log.ts';

export type LogLine = { readonly level: string; readonly message: string; readonly fields: LogFields };

/** A log that keeps its lines for the test to read. */
export function keptLog(): Log & { readonly lines: readonly LogLine[] } {
  const lines: LogLine[] = [];
  const at = (level: string) => (message: string, fields?: LogFields) => {
    lines.push({ level, message, fields: fields ?? {} });
  };
  const log = { lines, debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), child: () => log };
  return log;
}
