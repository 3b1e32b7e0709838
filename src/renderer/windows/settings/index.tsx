import { Settings2 } from 'lucide-react';
import type { WindowDefinition } from '../../frame/window-definition.ts';
import { changeSettings, useSettings } from '../../stores/settings.ts';
import { Segmented } from '../../components/segmented.tsx';

function SettingsWindow() {
  const { appearance } = useSettings();
  const set = (change: Partial<typeof appearance>): void =>
    void changeSettings((settings) => ({ ...settings, appearance: { ...settings.appearance, ...change } }));
  return (
    <div className="window-body pad">
      <dl className="facts">
        <dt>Theme</dt>
        <dd>
          <Segmented
            label="Theme"
            value={appearance.theme}
            options={[
              { value: 'dark', label: 'Dark' },
              { value: 'light', label: 'Light' },
              { value: 'system', label: 'System' },
            ]}
            onChange={(theme) => set({ theme })}
          />
        </dd>
        <dt>Palette</dt>
        <dd>
          <Segmented
            label="Palette"
            value={appearance.palette}
            options={[
              { value: 'standard', label: 'Standard' },
              { value: 'colour-vision-safe', label: 'Colour-vision safe' },
            ]}
            onChange={(palette) => set({ palette })}
          />
        </dd>
      </dl>
    </div>
  );
}

export const settingsWindow: WindowDefinition = {
  id: 'settings',
  title: 'Settings',
  icon: Settings2,
  followsSymbol: false,
  component: SettingsWindow,
};
