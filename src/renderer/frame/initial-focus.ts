/**
 * Puts the keyboard where a window wants it: its element marked `data-initial-focus`, else the window itself.
 * One frame later, because a window just opened is not in the document yet.
 */
export function focusWindow(panelId: string): void {
  requestAnimationFrame(() => {
    const window = document.querySelector(`[data-panel="${CSS.escape(panelId)}"]`);
    const wanted = window?.querySelector('[data-initial-focus]') ?? window;
    if (wanted instanceof HTMLElement) wanted.focus();
  });
}
