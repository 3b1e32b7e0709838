/** A window's code may still be on its way: so many frames it is waited for. */
const mostFrames = 60;

/**
 * Puts the keyboard where a window wants it: its element marked `data-initial-focus`, else the window itself.
 * One frame later, because a window just opened is not in the document yet.
 */
export function focusWindow(panelId: string): void {
  const seek = (frames: number): void => {
    requestAnimationFrame(() => {
      const window = document.querySelector<HTMLElement>(`[data-panel="${CSS.escape(panelId)}"]`);
      const wanted = window?.querySelector<HTMLElement>('[data-initial-focus]');
      // Whoever has moved the keyboard in the meantime keeps it.
      if (frames < mostFrames && document.activeElement !== window) return;
      (wanted ?? window)?.focus();
      if (!wanted && frames > 0) seek(frames - 1);
    });
  };
  seek(mostFrames);
}
