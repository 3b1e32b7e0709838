import Database from 'better-sqlite3';

/**
 * One owner per store, over all processes. The lock is a held transaction on a side file, so the operating system
 * drops it with the process, however that dies. Throws SQLITE_BUSY when somebody else holds it.
 */
export function takeOwnerLock(file: string): { close(): void } {
  const lock = new Database(`${file}-owner`, { timeout: 0 });
  try {
    lock.pragma('journal_mode = DELETE');
    lock.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    throw error;
  }
  return { close: () => lock.close() };
}
