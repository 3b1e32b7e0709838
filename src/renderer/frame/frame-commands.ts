import type { Settings } from '../../engine/contract/settings-schema.ts';
import { links } from '../bridge/links.ts';
import { changeSettings, currentSettings } from '../stores/settings.ts';
import { useChecklist } from './checklist-state.ts';
import type { Command } from './commands/command.ts';
import { registerCommands } from './commands/registry.ts';
import { openDialog } from './dialogs.ts';
import { askForNotifications } from './notifications.ts';
import { reportAnswer } from './trading-commands.ts';
import type { WindowDefinition } from './window-definition.ts';
import { openWindow, workspace } from './workspace-actions.ts';

const global = 'global';

function appearance(change: Partial<Settings['appearance']>): void {
  void changeSettings((settings) => ({ ...settings, appearance: { ...settings.appearance, ...change } }));
}

function windowCommands(windows: readonly WindowDefinition[]): readonly Command[] {
  return windows.map(({ id, title }, index) => ({
    id: `window.${id}`,
    title: `Open ${title}`,
    section: 'Windows',
    scope: global,
    keys: index < 9 ? `Alt+${index + 1}` : '',
    run: () => openWindow(id),
  }));
}

function appearanceCommands(): readonly Command[] {
  const section = 'Appearance';
  const toggle = <Value>(one: Value, other: Value, current: Value): Value => (current === one ? other : one);
  return [
    {
      id: 'look.theme',
      title: 'Switch between dark and light',
      section,
      scope: global,
      keys: '',
      words: 'theme',
      run: () =>
        appearance({ theme: toggle<'dark' | 'light' | 'system'>('light', 'dark', currentSettings().appearance.theme) }),
    },
    {
      id: 'look.palette',
      title: 'Switch the colour-vision-safe palette',
      section,
      scope: global,
      keys: '',
      words: 'color blind accessibility',
      run: () =>
        appearance({
          palette: toggle<'standard' | 'colour-vision-safe'>(
            'colour-vision-safe',
            'standard',
            currentSettings().appearance.palette,
          ),
        }),
    },
    {
      id: 'look.updown',
      title: 'Swap up and down colours',
      section,
      scope: global,
      keys: '',
      words: 'red green',
      run: () =>
        appearance({
          upDown: toggle<'green-up' | 'red-up'>('red-up', 'green-up', currentSettings().appearance.upDown),
        }),
    },
    {
      id: 'look.density',
      title: 'Switch compact and comfortable rows',
      section,
      scope: global,
      keys: '',
      run: () =>
        appearance({
          density: toggle<'compact' | 'comfortable'>('comfortable', 'compact', currentSettings().appearance.density),
        }),
    },
  ];
}

function practice(input: Parameters<ReturnType<typeof links>['host']['call']['practice']>[0], what: string): void {
  void links()
    .host.call.practice(input)
    .then((answer) => reportAnswer(what, answer));
}

function practiceCommands(): readonly Command[] {
  const section = 'Practice market';
  return [
    ...[1, 2, 5, 10, 25, 100].map((speed) => ({
      id: `practice.speed-${speed}`,
      title: `Practice speed ${speed}×`,
      section,
      scope: global,
      keys: '',
      run: () => practice({ action: 'speed', speed }, `Practice speed ${speed}×`),
    })),
    {
      id: 'practice.pause',
      title: 'Pause the practice market',
      section,
      scope: global,
      keys: '',
      run: () => practice({ action: 'speed', speed: 0 }, 'Practice paused'),
    },
    {
      id: 'practice.step',
      title: 'Step the practice market one minute',
      section,
      scope: global,
      keys: '',
      run: () => practice({ action: 'step', ms: 60_000 }, 'Practice step'),
    },
    {
      id: 'practice.next-day',
      title: 'Practice market: next day',
      section,
      scope: global,
      keys: '',
      run: () => practice({ action: 'next-day' }, 'Next practice day'),
    },
  ];
}

/** Everything of the frame that a key or the palette can do. */
export function registerFrameCommands(windows: readonly WindowDefinition[]): () => void {
  const section = 'Quorum';
  return registerCommands([
    {
      id: 'palette',
      title: 'Find anything',
      section,
      scope: global,
      keys: 'Mod+K',
      inFields: true,
      run: () => openDialog('palette'),
    },
    {
      id: 'help',
      title: 'Keys',
      section,
      scope: global,
      keys: '?',
      words: 'help hotkeys shortcuts',
      run: () => openDialog('help'),
    },
    {
      id: 'about',
      title: 'About Quorum',
      section,
      scope: global,
      keys: '',
      words: 'version licence',
      run: () => openDialog('about'),
    },
    {
      id: 'checklist',
      title: 'Show the first steps',
      section,
      scope: global,
      keys: '',
      run: () => useChecklist.setState({ hidden: false }),
    },
    {
      id: 'notifications',
      title: 'Allow desktop notifications',
      section,
      scope: global,
      keys: '',
      run: () => void askForNotifications(),
    },
    { id: 'quit', title: 'Quit Quorum…', section, scope: global, keys: '', run: () => openDialog('quit') },
    {
      id: 'layout.reset',
      title: 'Reset the layout',
      section: 'Workspace',
      scope: global,
      keys: '',
      run: () => workspace().reset(),
    },
    {
      id: 'layout.save',
      title: 'Save the layout under a name…',
      section: 'Workspace',
      scope: global,
      keys: '',
      run: () => openDialog('save-workspace'),
    },
    ...windowCommands(windows),
    ...appearanceCommands(),
    ...practiceCommands(),
  ]);
}
