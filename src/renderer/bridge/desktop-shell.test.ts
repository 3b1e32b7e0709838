import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

type Listener = (event: MessageEvent<unknown>) => void;

type Delivery = { readonly from?: object; readonly origin?: string; readonly ports?: readonly MessagePort[] };

/** The page as the desktop shell's preload leaves it: a bridge, and ports that come as window messages. */
function page() {
  const listeners: Listener[] = [];
  const requested: string[] = [];
  const window = {
    quorum: {
      requestLink: (name: string) => Promise.resolve(requested.push(name)),
      onFocus: () => {},
    },
    addEventListener: (_type: string, listener: Listener) => listeners.push(listener),
  };
  const port = (name: string) => ({ name }) as unknown as MessagePort;
  const deliver = (
    data: unknown,
    { from = window, origin = 'quorum://app', ports = [port('p')] }: Delivery = {},
  ): void =>
    listeners.forEach((listener) =>
      listener({ source: from, origin, data, ports } as unknown as MessageEvent<unknown>),
    );
  return { window, requested, deliver, port };
}

let desktop: ReturnType<typeof page>;

async function openLink(name: string): Promise<MessagePort> {
  const { desktopShell, openDesktopLink } = await import('./desktop-shell.ts');
  if (!desktopShell) throw new Error('no shell');
  return openDesktopLink(desktopShell, name);
}

beforeEach(() => {
  vi.resetModules();
  desktop = page();
  vi.stubGlobal('window', desktop.window);
  vi.stubGlobal('location', { origin: 'quorum://app' });
});
afterEach(() => vi.unstubAllGlobals());

describe('a link through the desktop shell', () => {
  test('the port may come after the answer', async () => {
    const opening = openLink('desk');
    await vi.waitFor(() => expect(desktop.requested).toEqual(['desk']));
    await Promise.resolve();
    const port = desktop.port('late');
    desktop.deliver({ quorumLink: 1 }, { ports: [port] });
    expect(await opening).toBe(port);
  });

  test('or before it', async () => {
    await import('./desktop-shell.ts');
    const port = desktop.port('early');
    desktop.deliver({ quorumLink: 1 }, { ports: [port] });
    expect(await openLink('desk')).toBe(port);
  });

  test('messages of other windows, other origins and without a port are not taken', async () => {
    await import('./desktop-shell.ts');
    desktop.deliver({ quorumLink: 1 }, { from: {} });
    desktop.deliver({ quorumLink: 1 }, { origin: 'https://elsewhere.example' });
    desktop.deliver({ quorumLink: 1 }, { ports: [] });
    desktop.deliver(null);
    const port = desktop.port('right');
    desktop.deliver({ quorumLink: 1 }, { ports: [port] });
    expect(await openLink('desk')).toBe(port);
  });
});

test('a page in a browser has no shell', async () => {
  vi.stubGlobal('window', { addEventListener: () => {} });
  expect((await import('./desktop-shell.ts')).desktopShell).toBeNull();
});
