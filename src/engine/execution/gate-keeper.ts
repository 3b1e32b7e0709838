import type { Subscription } from '../ports/connection.ts';
import { Announcer } from './announcer.ts';

export type GatePosition = { readonly open: boolean; readonly reason: string };

/** Open only after everything the broker holds has been merged; closed again at the first sign of a lost link. */
export class GateKeeper {
  readonly #changed = new Announcer<GatePosition>();
  #position: GatePosition = { open: false, reason: 'Not connected to the broker yet' };

  get position(): GatePosition {
    return this.#position;
  }

  open(reason: string): void {
    this.#set({ open: true, reason });
  }

  close(reason: string): void {
    this.#set({ open: false, reason });
  }

  onChange(listener: (position: GatePosition) => void): Subscription {
    return this.#changed.add(listener);
  }

  #set(position: GatePosition): void {
    if (position.open === this.#position.open && position.reason === this.#position.reason) return;
    this.#position = position;
    this.#changed.tell(position);
  }
}
