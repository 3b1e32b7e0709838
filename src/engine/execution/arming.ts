import type { CommandResult } from './order-canceller.ts';

/** In memory only: every start begins disarmed. */
export class Arming {
  readonly #allowLive: () => boolean;
  #oneClick = false;
  #live = false;

  constructor(allowLive: () => boolean) {
    this.#allowLive = allowLive;
  }

  get oneClick(): boolean {
    return this.#oneClick;
  }

  /** Taking the permission away in the settings disarms at once. */
  get live(): boolean {
    return this.#live && this.#allowLive();
  }

  set({
    what,
    on,
    confirm,
  }: {
    readonly what: 'one-click' | 'live';
    readonly on: boolean;
    readonly confirm: string;
  }): CommandResult {
    if (what === 'one-click') {
      this.#oneClick = on;
      return { accepted: true, message: `One-click sending is ${on ? 'armed' : 'off'}` };
    }
    if (on && !this.#allowLive()) return { accepted: false, message: 'Live trading is switched off in the settings' };
    if (on && confirm !== 'LIVE') return { accepted: false, message: 'Type LIVE to arm live trading' };
    this.#live = on;
    return { accepted: true, message: `Live trading is ${on ? 'armed until the program ends' : 'off'}` };
  }
}
