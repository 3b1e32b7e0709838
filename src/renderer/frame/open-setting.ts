import { useSettingsFocus } from '../stores/settings-focus.ts';
import { openWindow } from './workspace-actions.ts';

/** Opens the settings at one line, such as `broker.host`. */
export function openSetting(path: string): void {
  useSettingsFocus.setState({ path });
  openWindow('settings');
}
