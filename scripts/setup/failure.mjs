/** A failure the user can cure: one sentence that says what and how. Everything else is a bug and keeps its stack. */
export class SetupFailure extends Error {
  /** @param {string} sentence @param {{ exitCode?: number, log?: string }} [details] */
  constructor(sentence, details = {}) {
    super(sentence);
    this.name = 'SetupFailure';
    this.exitCode = details.exitCode ?? 1;
    this.log = details.log;
  }
}

/** What went wrong, in the words of npm, node or the system, and the cure. The first match wins. */
/** @type {readonly (readonly [RegExp, string])[]} */
const CURES = [
  [/ENOSPC|no space left|disk quota/i, 'the disk is full; free about 2 GB and run the same command again'],
  [
    /EROFS|read-only file system/i,
    'the folder is on a read-only disk; copy the repository to a folder that can be written',
  ],
  [
    /EACCES|EPERM|permission denied|operation not permitted/i,
    'the folder may not be written by this user; change its owner (or copy the repository) and run the same command again',
  ],
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network|fetch failed/i,
    'the network cannot be reached; connect to the internet (or set npm\'s "proxy" setting) and run the same command again',
  ],
  [
    /CERT_|SELF_SIGNED|UNABLE_TO_GET_ISSUER|unable to verify/i,
    "the network's certificate is not trusted; point npm's \"cafile\" setting at your organisation's certificate",
  ],
  [
    /E401|E403|401 Unauthorized|403 Forbidden/i,
    'the package registry refused access; check the registry and login in your npm settings',
  ],
  [
    /E404|ETARGET|notarget|404 Not Found/i,
    'the package registry lacks a package of the lock file; check the registry in your npm settings',
  ],
  [
    /EINTEGRITY|integrity checksum/i,
    'a download does not match its checksum; run "npm cache clean --force" and then the same command again',
  ],
  [
    /EUSAGE|lock file.*sync|can only install packages/i,
    'package-lock.json does not fit package.json; restore both with "git checkout package.json package-lock.json"',
  ],
  [
    /ENOMEM|out of memory|heap limit/i,
    'the machine ran out of memory; close other programs and run the same command again',
  ],
];

/** @param {string} text @returns {string | undefined} */
export function cureFor(text) {
  return CURES.find(([pattern]) => pattern.test(text))?.[1];
}

/**
 * One sentence from whatever a failed step said.
 * @param {string} what "Packages could not be installed" @param {string} said @param {string} log
 */
export function failureOf(what, said, log) {
  const cure = cureFor(said);
  const sentence = cure === undefined ? `${what}; the log ${log} says why.` : `${what}: ${cure}.`;
  return new SetupFailure(sentence, { log });
}

/** Ends the process the way every script ends on a failure. @param {unknown} error @returns {never} */
export function endWith(error) {
  if (error instanceof SetupFailure) {
    process.stderr.write(`${error.message}\n`);
    process.exit(error.exitCode);
  }
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exit(1);
}
