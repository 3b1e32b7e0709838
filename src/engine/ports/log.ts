export type LogFields = Readonly<Record<string, string | number | boolean | null | undefined>>;

/** Structured log. Implementations redact registered secrets; nothing here ever throws. */
export interface Log {
  debug(message: string, fields?: LogFields): void;
  info(message: string, fields?: LogFields): void;
  warn(message: string, fields?: LogFields): void;
  error(message: string, fields?: LogFields): void;
  child(scope: string): Log;
}
