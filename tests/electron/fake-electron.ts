import { MessageChannel, type MessagePort } from 'node:worker_threads';
import type {
  Display,
  MenuItemConstructorOptions,
  NotificationConstructorOptions,
  Rectangle,
  UtilityProcess,
} from 'electron';
import { FakeEmitter } from './fake-emitter.ts';
import type { FakeOf } from './fake-of.ts';
import { FakeWindow } from './fake-window.ts';

type Electron = typeof import('electron');
type Answer = (request: Request) => Promise<Response>;
type IpcHandler = (event: unknown, ...values: unknown[]) => unknown;
type Child = FakeEmitter & {
  readonly file: string;
  readonly sent: { readonly message: unknown; readonly ports: readonly MessagePort[] }[];
};
type Shown = FakeEmitter & { readonly options: NotificationConstructorOptions; shown: boolean };

/** Everything the program asked of Electron in this test file, in order where order matters. */
export const record = {
  steps: [] as string[],
  exits: [] as number[],
  errors: [] as { readonly title: string; readonly text: string }[],
  outside: [] as string[],
  menus: [] as MenuItemConstructorOptions[][],
  trays: [] as (FakeEmitter & { tip: string })[],
  notifications: [] as Shown[],
  children: [] as Child[],
  ipc: new Map<string, IpcHandler>(),
  protocols: new Map<string, Answer>(),
  permissions: [] as (() => unknown)[],
  paths: new Map<string, string>(),
  exposed: new Map<string, unknown>(),
  invoked: [] as { readonly channel: string; readonly values: readonly unknown[] }[],
};

/** What the machine is like; tests change it before the program looks. */
export const machine = {
  locked: false,
  keychain: 'gnome_libsecret' as ReturnType<Electron['safeStorage']['getSelectedStorageBackend']>,
  notifications: true,
  displays: [display(1, { x: 0, y: 0, width: 1920, height: 1080 })],
};

export function display(id: number, workArea: Rectangle, scaleFactor = 1): Display {
  return { id, scaleFactor, workArea, bounds: workArea } as Display;
}

const appEvents = new FakeEmitter();
export const fireApp = appEvents.fire;

export const app = {
  on: appEvents.on,
  enableSandbox: () => void record.steps.push('sandbox'),
  requestSingleInstanceLock: () => {
    record.steps.push('lock');
    return !machine.locked;
  },
  setPath: (name: string, path: string) => void record.paths.set(name, path),
  whenReady: () => {
    record.steps.push('ready');
    return Promise.resolve();
  },
  exit: (code = 0) => void record.exits.push(code),
  quit: () => {
    let prevented = false;
    appEvents.fire('before-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) record.exits.push(0);
  },
} satisfies FakeOf<Electron['app']>;

export const protocol = {
  registerSchemesAsPrivileged: (schemes) =>
    void record.steps.push(`scheme ${schemes.map((each) => each.scheme).join()}`),
} satisfies FakeOf<Electron['protocol']>;

const ourSession = {
  protocol: { handle: (scheme: string, answer: never) => void record.protocols.set(scheme, answer) },
  setPermissionRequestHandler: (handler: ((...values: never[]) => void) | null) => {
    record.permissions.push(() => new Promise((resolve) => handler?.(...([null, 'media', resolve] as never[]))));
  },
  setPermissionCheckHandler: (handler: ((...values: never[]) => boolean) | null) =>
    void record.permissions.push(() => handler?.()),
  setDevicePermissionHandler: (handler: ((...values: never[]) => boolean) | null) =>
    void record.permissions.push(() => handler?.()),
} satisfies FakeOf<ReturnType<Electron['session']['fromPartition']>>;

export const session = {
  fromPartition: (partition: string) => {
    record.steps.push(`session ${partition}`);
    return ourSession as never;
  },
} satisfies FakeOf<Electron['session']>;

export const dialog = {
  showErrorBox: (title: string, text: string) => void record.errors.push({ title, text }),
} satisfies FakeOf<Electron['dialog']>;

export const shell = {
  openExternal: (url: string) => {
    record.outside.push(url);
    return Promise.resolve();
  },
} satisfies FakeOf<Electron['shell']>;

export const screen = {
  getAllDisplays: () => machine.displays,
  getPrimaryDisplay: () => machine.displays[0] ?? display(0, { x: 0, y: 0, width: 1024, height: 768 }),
} satisfies FakeOf<Electron['screen']>;

const seal = 'sealed:';
export const safeStorage = {
  isAsyncEncryptionAvailable: () => Promise.resolve(machine.keychain !== 'unknown'),
  getSelectedStorageBackend: () => machine.keychain,
  encryptStringAsync: (text: string) => Promise.resolve(Buffer.from(seal + Buffer.from(text).toString('hex'))),
  decryptStringAsync: (bytes: Buffer) => {
    const text = bytes.toString();
    if (!text.startsWith(seal)) return Promise.reject(new Error('not sealed here'));
    return Promise.resolve({ shouldReEncrypt: false, result: Buffer.from(text.slice(seal.length), 'hex').toString() });
  },
} satisfies FakeOf<Electron['safeStorage']>;

export const ipcMain = {
  handle: (channel: string, handler: never) => void record.ipc.set(channel, handler),
} satisfies FakeOf<Electron['ipcMain']>;

/** Real ports of Node: what goes into one end comes out of the other. */
export class MessageChannelMain {
  readonly port1: never;
  readonly port2: never;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = port1 as never;
    this.port2 = port2 as never;
  }
}

export const Menu = {
  buildFromTemplate: (template: MenuItemConstructorOptions[]) => {
    record.menus.push(template);
    return null as never;
  },
} satisfies FakeOf<Pick<Electron['Menu'], 'buildFromTemplate'>>;

export const nativeImage = {
  createFromBitmap: () => null as never,
} satisfies FakeOf<Pick<Electron['nativeImage'], 'createFromBitmap'>>;

export class Tray extends FakeEmitter {
  tip = '';
  constructor() {
    super();
    record.trays.push(this);
  }
  readonly setToolTip = (tip: string): void => void (this.tip = tip);
  readonly setContextMenu = (): void => undefined;
}

export class Notification extends FakeEmitter {
  static readonly isSupported = (): boolean => {
    record.steps.push('notifications?');
    return machine.notifications;
  };
  readonly options: NotificationConstructorOptions;
  shown = false;
  constructor(options: NotificationConstructorOptions = {}) {
    super();
    this.options = options;
    record.notifications.push(this);
  }
  readonly show = (): void => {
    this.shown = true;
    this.fire('show');
  };
}

let nextPid = 4_000_000;
export const utilityProcess = {
  fork: (file: string) => {
    const child = Object.assign(new FakeEmitter(), {
      file,
      pid: (nextPid += 1),
      sent: [] as Child['sent'],
      postMessage: (message: { readonly type?: string }, ports: readonly MessagePort[] = []): void => {
        child.sent.push({ message, ports });
        if (message.type === 'shutdown') queueMicrotask(() => child.fire('exit', 0));
      },
    });
    record.children.push(child);
    return child as unknown as UtilityProcess;
  },
} satisfies FakeOf<Pick<Electron['utilityProcess'], 'fork'>>;

const toPage = new FakeEmitter();
export const fireIpc = toPage.fire;
export const ipcRenderer = {
  on: toPage.on,
  invoke: (channel: string, ...values: unknown[]) => {
    record.invoked.push({ channel, values });
    return Promise.resolve(true);
  },
} satisfies FakeOf<Electron['ipcRenderer']>;

export const contextBridge = {
  exposeInMainWorld: (name: string, api: unknown) => void record.exposed.set(name, api),
} satisfies FakeOf<Electron['contextBridge']>;

FakeWindow.created.push((contents) => void appEvents.fire('web-contents-created', {}, contents));
export { FakeWindow as BrowserWindow };

/** All of it at once: each export must be one of Electron's. */
({ MessageChannelMain, Tray, Notification, BrowserWindow: FakeWindow }) satisfies FakeOf<
  Pick<Electron, 'MessageChannelMain' | 'Tray' | 'Notification' | 'BrowserWindow'>
>;
