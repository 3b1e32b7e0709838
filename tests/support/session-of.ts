import { openRecording, recordingsIn } from '../../src/engine/adapters/recording/recorded-session.ts';
import { createRecorder } from '../../src/engine/adapters/recording/recorder.ts';
import type { ReceivedItem, RecordedSession } from '../../src/engine/ports/recording.ts';
import { keptLog } from './silent-log.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Items as a recording of one day, through a file of several chunks. */
export async function sessionOf(items: readonly ReceivedItem[]): Promise<RecordedSession> {
  const folder = temporaryFolder();
  const recorder = createRecorder({ folder, clock: { every: () => () => undefined }, log: keptLog(), chunkBytes: 300 });
  for (const item of items) recorder.record(item);
  await recorder.close();
  const opened = await openRecording((await recordingsIn(folder))[0] ?? '');
  if (!opened.ok) throw new Error(opened.failure.message);
  return opened.value;
}
