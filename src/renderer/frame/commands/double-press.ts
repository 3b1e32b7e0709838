type Press = { readonly key: string; readonly atMs: number };

/** Tells the second of two presses of the same key within a time. A first press counts only when it is noted as used for nothing else. */
export function createDoublePress(withinMs: number): {
  readonly isSecond: (press: Press) => boolean;
  readonly note: (press: Press) => void;
} {
  let first: Press | null = null;
  return {
    isSecond({ key, atMs }) {
      const second = first !== null && first.key === key && atMs - first.atMs <= withinMs;
      first = null;
      return second;
    },
    note(press) {
      first = press;
    },
  };
}
