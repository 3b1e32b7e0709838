import type { BrowserWindowConstructorOptions, Rectangle } from 'electron';
import { FakeEmitter } from './fake-emitter.ts';

let nextId = 1;

export class FakeContents extends FakeEmitter {
  readonly id = nextId++;
  readonly sent: { readonly channel: string; readonly values: readonly unknown[] }[] = [];
  loading = true;
  #openHandler: ((details: { url: string }) => { action: string }) | null = null;

  readonly setWindowOpenHandler = (handler: never): void => void (this.#openHandler = handler);
  readonly send = (channel: string, ...values: unknown[]): void => void this.sent.push({ channel, values });
  readonly isLoading = (): boolean => this.loading;

  /** What `window.open(url)` in the page comes to. */
  readonly openFromPage = (url: string): string => this.#openHandler?.({ url }).action ?? 'allow';
}

/** Records what was asked of a window. */
export class FakeWindow extends FakeEmitter {
  static readonly all: FakeWindow[] = [];
  static readonly created: ((contents: FakeContents) => void)[] = [];
  static readonly getAllWindows = (): readonly FakeWindow[] => FakeWindow.all;

  readonly options: BrowserWindowConstructorOptions;
  readonly webContents = new FakeContents();
  readonly calls: string[] = [];
  loaded = '';
  bounds: Rectangle;
  minimized = false;
  maximized = false;

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super();
    this.options = options;
    const { x = 0, y = 0, width = 800, height = 600 } = options;
    this.bounds = { x, y, width, height };
    FakeWindow.all.push(this);
    for (const tell of FakeWindow.created) tell(this.webContents);
  }

  readonly setBounds = (bounds: Partial<Rectangle>): void => void (this.bounds = { ...this.bounds, ...bounds });
  readonly getNormalBounds = (): Rectangle => this.bounds;
  readonly maximize = (): void => void (this.maximized = true);
  readonly isMaximized = (): boolean => this.maximized;
  readonly isMinimized = (): boolean => this.minimized;
  readonly restore = (): void => {
    this.minimized = false;
    this.calls.push('restore');
  };
  readonly show = (): void => void this.calls.push('show');
  readonly focus = (): void => void this.calls.push('focus');
  readonly reload = (): void => void this.calls.push('reload');
  readonly loadURL = (url: string): Promise<void> => {
    this.loaded = url;
    return Promise.resolve();
  };

  readonly destroyed = (): void => {
    FakeWindow.all.splice(FakeWindow.all.indexOf(this), 1);
    this.fire('closed');
  };
}
