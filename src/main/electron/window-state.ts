import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen, type BrowserWindow } from 'electron';
import { z } from 'zod';
import { monitorSetKey, reachableBounds, type Bounds, type Monitor } from './window-bounds.ts';

const stateSchema = z.record(
  z.string(),
  z.record(
    z.string(),
    z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number(), maximized: z.boolean() }),
  ),
);
type State = z.output<typeof stateSchema>;

export type WindowState = {
  initial(route: string): { readonly bounds: Bounds; readonly maximized: boolean };
  remember(route: string, window: BrowserWindow): void;
};

function monitors(): readonly Monitor[] {
  return screen.getAllDisplays().map(({ id, scaleFactor, workArea }) => ({ id, scaleFactor, workArea }));
}

/** Place and size of each window, per monitor set, in one small file. A broken file means starting afresh. */
export function openWindowState(home: string): WindowState {
  const path = join(home, 'windows.json');
  let state: State = {};
  try {
    state = stateSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    state = {};
  }
  return {
    initial: (route) => {
      const saved = state[monitorSetKey(monitors())]?.[route];
      const primary = screen.getPrimaryDisplay().workArea;
      const wanted = saved ?? {
        x: primary.x + 40,
        y: primary.y + 40,
        width: Math.min(1600, primary.width - 80),
        height: Math.min(1000, primary.height - 80),
      };
      return { bounds: reachableBounds(wanted, monitors()), maximized: saved?.maximized ?? false };
    },
    remember: (route, window) => {
      const key = monitorSetKey(monitors());
      state = {
        ...state,
        [key]: { ...state[key], [route]: { ...window.getNormalBounds(), maximized: window.isMaximized() } },
      };
      try {
        writeFileSync(`${path}.new`, JSON.stringify(state), { mode: 0o600 });
        renameSync(`${path}.new`, path);
      } catch {
        // A lost window position is not worth a message.
      }
    },
  };
}
