/** One price cell as a finished frame showed it; `atMs` since epoch. */
export type Painted = { readonly row: string; readonly text: string; readonly atMs: number };

/**
 * Runs in the page before anything else. Notes which price cells changed and stamps them in the task that follows the
 * frame in which they changed: style, layout and paint of that frame are over by then, only compositing is not.
 */
export function installProbe(): void {
  const painted: Painted[] = [];
  (globalThis as unknown as { painted: Painted[] }).painted = painted;
  let changed = new Map<string, string>();
  let inFrame = false;
  let waiting = false;
  const channel = new MessageChannel();
  const frame = window.requestAnimationFrame.bind(window);
  const afterFrame = (): void => {
    if (waiting) return;
    waiting = true;
    channel.port2.postMessage(null);
  };
  window.requestAnimationFrame = (task) =>
    frame((time) => {
      inFrame = true;
      afterFrame();
      task(time);
    });
  channel.port1.addEventListener('message', () => {
    inFrame = false;
    waiting = false;
    const atMs = performance.timeOrigin + performance.now();
    for (const [row, text] of changed) painted.push({ row, text, atMs });
    changed = new Map();
  });
  channel.port1.start();
  const observer = new MutationObserver((mutations) => {
    for (const { target } of mutations) {
      const element = target instanceof Element ? target : target.parentElement;
      const cell = element?.closest('[col-id="last"]');
      const row = cell?.closest('[row-id]')?.getAttribute('row-id');
      if (cell && row) changed.set(row, cell.textContent);
    }
    // A change outside a frame is painted by the next one.
    if (changed.size > 0 && !inFrame) window.requestAnimationFrame(() => undefined);
  });
  observer.observe(document, { subtree: true, childList: true, characterData: true });
}
