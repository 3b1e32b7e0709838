const LOOK_EVERY_MS = 1_000;

/**
 * npm that is ended by a signal does not pass it on; without this the program would live on unseen. Only under npm: started by
 * hand in the background, losing the parent is wanted.
 * @param {() => void} whenGone
 */
export function watchParent(whenGone, env = process.env) {
  if (env['npm_lifecycle_event'] === undefined || process.platform === 'win32') return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    whenGone();
  }, LOOK_EVERY_MS);
  timer.unref();
}
