import { appendFileSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { terminalText } from '../../domain/shown-text.ts';
import type { Log, LogFields } from '../../ports/log.ts';

const rotateAtBytes = 5_000_000;
const keep = 3;

export type FileLogOptions = {
  readonly path: string;
  readonly scope: string;
  readonly wallMs: () => number;
  /** Values that must never appear, for example link tokens and vendor keys. */
  readonly secrets?: () => readonly string[];
  /** Warnings and errors are repeated here. */
  readonly mirror?: (line: string) => void;
};

/** As it is, as an address has it and as JSON does. */
function blanked(line: string, secret: string): string {
  const forms = new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]);
  return [...forms].reduce((rest, form) => rest.replaceAll(form, '[redacted]'), line);
}

function rotate(path: string): void {
  rmSync(`${path}.${keep}`, { force: true });
  for (let index = keep - 1; index >= 1; index -= 1) {
    try {
      renameSync(`${path}.${index}`, `${path}.${index + 1}`);
    } catch {
      // A missing older file is the normal case.
    }
  }
  renameSync(path, `${path}.1`);
}

/** One JSON object a line, rotated by size, secrets blanked. A full disk loses log lines, never the process. */
export function createFileLog(options: FileLogOptions): Log {
  let written = 0;
  try {
    mkdirSync(dirname(options.path), { recursive: true, mode: 0o700 });
    written = statSync(options.path, { throwIfNoEntry: false })?.size ?? 0;
  } catch {
    // The first write reports nothing either: logging is best effort by design.
  }
  const redact = (text: string): string =>
    (options.secrets?.() ?? []).reduce((line, secret) => (secret.length >= 6 ? blanked(line, secret) : line), text);

  /** Some lines are repeated in a terminal, and the file is read in one. */
  const inert = (text: string): string => terminalText(redact(text));

  const write = (level: string, scope: string, message: string, fields: LogFields | undefined): void => {
    const line = inert(
      `${JSON.stringify({ time: new Date(options.wallMs()).toISOString(), level, scope, message, ...fields })}\n`,
    );
    try {
      if (written > rotateAtBytes) {
        rotate(options.path);
        written = 0;
      }
      appendFileSync(options.path, line, { mode: 0o600 });
      written += line.length;
    } catch {
      // See above.
    }
    if (level === 'warn' || level === 'error') options.mirror?.(line);
  };

  const make = (scope: string): Log => ({
    debug: (message, fields) => write('debug', scope, message, fields),
    info: (message, fields) => write('info', scope, message, fields),
    warn: (message, fields) => write('warn', scope, message, fields),
    error: (message, fields) => write('error', scope, message, fields),
    child: (name) => make(`${scope}.${name}`),
  });
  return make(options.scope);
}
