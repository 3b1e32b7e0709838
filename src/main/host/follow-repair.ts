import type { LinkTimers } from '../../engine/link/api.ts';
import type { SettingsFile } from './settings-file.ts';

const everyMs = 1_000;

/** While the settings file is broken, looks whether it has been corrected: trading need not wait for a restart. */
export function followRepair(parts: {
  readonly file: Pick<SettingsFile, 'problem' | 'reread'>;
  readonly after: LinkTimers['after'];
  readonly changed: () => void;
}): { close(): void } {
  let cancel = (): void => undefined;
  const wait = (): void => {
    if (parts.file.problem() === null) return;
    cancel = parts.after(everyMs, () => {
      if (parts.file.reread()) parts.changed();
      wait();
    });
  };
  wait();
  return { close: () => cancel() };
}
