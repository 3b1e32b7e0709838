/**
 * Why a store could not do its work. `disk-full`, `read-only` and `io-error` may pass; `corrupt`, `too-new` and
 * `migration-failed` need a person; `locked` = another running program owns the file.
 */
export type StoreCode =
  | 'disk-full'
  | 'read-only'
  | 'io-error'
  | 'corrupt'
  | 'too-new'
  | 'migration-failed'
  | 'locked'
  | 'closed'
  | 'store-error';

export type BackupReport = {
  readonly path: string;
  readonly bytes: number;
  /** `ok`, or the first complaints of the integrity check of the copy. */
  readonly integrity: string;
};
