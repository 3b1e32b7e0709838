import { join } from 'node:path';
import { createRecorder } from '../../adapters/recording/recorder.ts';
import type { Settings } from '../../contract/settings-schema.ts';
import type { Recorder } from '../../ports/recording.ts';
import type { ProcessContext } from '../runtime/process-context.ts';

/**
 * The recorder of this process, on or off as the settings say. What holds it never has to know: off, it takes things and
 * keeps none.
 */
export function openRecording(
  context: Pick<ProcessContext, 'init' | 'clock' | 'log' | 'onSettings'>,
): Recorder & { readonly on: () => boolean; readonly onDay: (begun: () => void) => void } {
  const { init, clock, log } = context;
  const folder = join(init.dataDirectory, 'recordings');
  const off = { items: 0, bytes: 0, lost: 0, file: '' };
  const atDay: (() => void)[] = [];
  const onDay = (): void => atDay.forEach((begun) => begun());
  let recorder: Recorder | null = null;
  let wanted = false;
  let turning: Promise<void> = Promise.resolve();
  // The file of the day is let go before another writer may open it.
  const turn = async (): Promise<void> => {
    if (wanted === (recorder !== null)) return;
    const ended = recorder;
    recorder = null;
    await ended?.close();
    if (wanted) recorder = createRecorder({ folder, clock, log: log.child('recording'), onDay });
  };
  const apply = ({ recording }: Settings): void => {
    wanted = recording.enabled;
    turning = turning.then(turn);
  };
  apply(init.settings);
  context.onSettings(apply);
  return {
    on: () => recorder !== null,
    onDay: (begun) => void atDay.push(begun),
    record: (item) => recorder?.record(item),
    statistics: () => recorder?.statistics() ?? off,
    close: async () => {
      wanted = false;
      turning = turning.then(turn);
      await turning;
    },
  };
}
