import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

const lifeMs = 60_000;

function sameSecret(left: string, right: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(left), hash(right));
}

/** Entry keys of windows: 256 bit, good once, for a minute. The session cookie they buy lasts as long as the program. */
export class WindowKeys {
  readonly #nowMs: () => number;
  readonly #tokens = new Map<string, number>();
  readonly #session = randomBytes(32).toString('hex');

  constructor(nowMs: () => number = Date.now) {
    this.#nowMs = nowMs;
  }

  mint(): string {
    const token = randomBytes(32).toString('hex');
    this.#tokens.set(token, this.#nowMs() + lifeMs);
    return token;
  }

  /** The session secret for a valid token, once; null otherwise. */
  redeem(shown: string): string | null {
    const now = this.#nowMs();
    let found: string | null = null;
    for (const [token, expires] of this.#tokens) {
      if (expires < now) this.#tokens.delete(token);
      else if (sameSecret(token, shown)) found = token;
    }
    if (found === null) return null;
    this.#tokens.delete(found);
    return this.#session;
  }

  isSession(shown: string | undefined): boolean {
    return shown !== undefined && sameSecret(shown, this.#session);
  }
}
