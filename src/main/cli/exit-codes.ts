/** What the shell learns from a command. Documented in docs/cli.md. */
export const exitCodes = {
  done: 0,
  /** Refused or failed, with the reason on standard error. */
  failed: 1,
  /** The command line itself was wrong. */
  usage: 2,
  /** No running Quorum answers. */
  notRunning: 3,
  /** Nobody knows whether it happened: ask again before repeating. */
  unknown: 4,
} as const;
