import { watchParent } from './parent-watch.mjs';

const STOP_LIMIT_MS = 15_000;

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

/** Asks politely, then insists. @param {ChildProcess} child */
export function stopChild(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS).unref();
}

/** Passes the end of this process on: a started program must not outlive the command that started it. @param {ChildProcess} child */
export function stopOnSignals(child) {
  watchParent(() => stopChild(child));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => stopChild(child));
}
