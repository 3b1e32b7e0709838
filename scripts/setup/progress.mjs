/** Progress goes to stderr: stdout belongs to the program that is being set up. */
/** @typedef {{ say(text: string): void, during<T>(title: string, work: () => Promise<T>): Promise<T> }} Progress */

const HEARTBEAT_MS = 5_000;

/** @param {{ quiet?: boolean, write?: (text: string) => void }} [options] @returns {Progress} */
export function createProgress({ quiet = false, write = (text) => void process.stderr.write(text) } = {}) {
  /** @param {string} text */
  const say = (text) => write(`quorum: ${text}\n`);
  return {
    say: quiet ? () => undefined : say,
    async during(title, work) {
      const started = Date.now();
      say(title);
      // A quiet network or a slow disk must not look like a hang.
      const heartbeat = setInterval(() => say(`  still at it (${seconds(started)})`), HEARTBEAT_MS);
      try {
        const result = await work();
        say(`  done (${seconds(started)})`);
        return result;
      } finally {
        clearInterval(heartbeat);
      }
    },
  };
}

/** @param {number} startedMs */
function seconds(startedMs) {
  return `${((Date.now() - startedMs) / 1000).toFixed(1)} s`;
}
