import type { Settings } from '../../engine/contract/settings-schema.ts';
import { hostStatus, settingsFeed } from '../stores/feeds.ts';
import { currentSettings } from '../stores/settings.ts';
import { paletteChanged } from '../theme/palette.ts';

const light = matchMedia('(prefers-color-scheme: light)');
const remembered = 'quorum-appearance';

function apply(appearance: Settings['appearance']): void {
  const root = document.documentElement;
  const theme = appearance.theme === 'system' ? (light.matches ? 'light' : 'dark') : appearance.theme;
  root.dataset['theme'] = theme;
  root.dataset['palette'] = appearance.palette;
  root.dataset['updown'] = appearance.upDown;
  root.dataset['density'] = appearance.density;
  root.dataset['motion'] = appearance.reducedMotion ? 'reduced' : 'normal';
  root.style.setProperty('zoom', String(appearance.zoomPercent / 100));
  paletteChanged();
}

/** What this page showed last time, so that it does not start in the wrong theme. */
function rememberedAppearance(): Settings['appearance'] | null {
  try {
    return JSON.parse(localStorage.getItem(remembered) ?? 'null') as Settings['appearance'] | null;
  } catch {
    return null;
  }
}

function applyMode(): void {
  document.documentElement.dataset['mode'] = hostStatus.store.getState().items.get('host')?.mode ?? 'unknown';
}

/** Keeps the page's attributes equal to the settings and the mode of the engine. */
export function followAppearance(): void {
  const before = rememberedAppearance();
  if (before) apply(before);
  settingsFeed.retain();
  hostStatus.retain();
  settingsFeed.store.subscribe((state, previous) => {
    if (state.items === previous.items) return;
    const { appearance } = currentSettings();
    apply(appearance);
    localStorage.setItem(remembered, JSON.stringify(appearance));
  });
  hostStatus.store.subscribe(applyMode);
  applyMode();
  light.addEventListener('change', () => apply(currentSettings().appearance));
}
