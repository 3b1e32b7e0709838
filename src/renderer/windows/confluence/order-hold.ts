import { useConfluenceView } from './view-state.ts';

/** A key pressed in the grid keeps the rows in place for this long. */
const keyboardHoldMs = 4_000;

/** Rows must not move under a hand that is about to press B: held by the pointer over the grid, or by a recent key in it. */
export function createOrderHold(): {
  readonly held: () => boolean;
  readonly pointer: (inside: boolean) => void;
  readonly keyboard: () => void;
  readonly close: () => void;
} {
  let inside = false;
  let pressed = false;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const held = (): boolean => inside || pressed;
  const say = (): void => {
    if (useConfluenceView.getState().held !== held()) useConfluenceView.setState({ held: held() });
  };
  const forget = (): void => {
    if (timer) clearTimeout(timer);
    timer = null;
    pressed = false;
  };
  return {
    held,
    pointer(over) {
      inside = over;
      say();
    },
    keyboard() {
      forget();
      pressed = true;
      timer = setTimeout(() => {
        forget();
        say();
      }, keyboardHoldMs);
      say();
    },
    close() {
      inside = false;
      forget();
      say();
    },
  };
}
