/** What the desktop shell's preload offers; absent in a browser. */
type DesktopShell = {
  /** Asks for a link; its port follows as a window message `{ quorumLink: <answer> }`, before or after the answer. */
  requestLink(name: string): Promise<number>;
  /** A native notification or the tray asks for a place in the page, such as `alert/12`. */
  onFocus(listener: (route: string) => void): void;
};

declare global {
  interface Window {
    readonly quorum?: DesktopShell;
  }
}

const arrived = new Map<number, MessagePort>();
const awaited = new Map<number, (port: MessagePort) => void>();

function receive(event: MessageEvent<unknown>): void {
  const [port] = event.ports;
  const { quorumLink } = (event.data ?? {}) as { readonly quorumLink?: unknown };
  if (event.source !== window || event.origin !== location.origin || typeof quorumLink !== 'number' || !port) return;
  const take = awaited.get(quorumLink);
  awaited.delete(quorumLink);
  if (take) take(port);
  else arrived.set(quorumLink, port);
}

// Stores are tested without a page.
export const desktopShell: DesktopShell | null = (typeof window === 'undefined' ? null : window.quorum) ?? null;

if (desktopShell) window.addEventListener('message', receive);

/** Rejects when the process does not run. */
export async function openDesktopLink(shell: DesktopShell, name: string): Promise<MessagePort> {
  const id = await shell.requestLink(name);
  const early = arrived.get(id);
  arrived.delete(id);
  return early ?? new Promise((resolve) => awaited.set(id, resolve));
}
