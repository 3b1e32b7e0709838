import { Menu, nativeImage, Tray } from 'electron';
import type { TradingMode } from '../../engine/domain/account.ts';

const colours: Readonly<Record<TradingMode, readonly [number, number, number]>> = {
  practice: [59, 130, 246],
  paper: [245, 158, 11],
  live: [239, 68, 68],
};
const size = 16;

/** A disc in the colour of the mode, so that the tray alone tells which one runs. BGRA bitmap. */
export function modeIcon(mode: TradingMode): Buffer {
  const [red, green, blue] = colours[mode];
  const pixels = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const distance = Math.hypot(x - (size - 1) / 2, y - (size - 1) / 2);
      const alpha = Math.max(0, Math.min(1, size / 2 - 0.5 - distance));
      pixels.set([blue * alpha, green * alpha, red * alpha, 255 * alpha], (y * size + x) * 4);
    }
  }
  return pixels;
}

export function createTray(parts: {
  readonly mode: TradingMode;
  readonly show: () => void;
  readonly kill: () => void;
  readonly quit: () => void;
}): Tray {
  const tray = new Tray(nativeImage.createFromBitmap(modeIcon(parts.mode), { width: size, height: size }));
  tray.setToolTip(`Quorum ${parts.mode.toUpperCase()}`);
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: `Quorum ${parts.mode.toUpperCase()}`, enabled: false },
      { label: 'Show', click: parts.show },
      { label: 'Kill switch: cancel all orders and block', click: parts.kill },
      { type: 'separator' },
      { label: 'Quit', click: parts.quit },
    ]),
  );
  tray.on('click', parts.show);
  return tray;
}
