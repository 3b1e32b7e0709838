import type { HostStatus, ProcessState } from '../../engine/contract/host-contract.ts';
import type { hostContract } from '../../engine/contract/host-contract.ts';
import type { Settings } from '../../engine/contract/settings-schema.ts';
import { ok } from '../../engine/domain/outcome.ts';
import type { Implementation } from '../../engine/link/api.ts';
import type { CredentialKeeper } from './credential-keeper.ts';
import type { Observable } from './observable.ts';
import type { createPracticeControl } from './practice-control.ts';
import type { SettingsFile } from './settings-file.ts';
import type { Supervisor } from './supervisor.ts';
import type { WorkspaceFiles } from './workspace-files.ts';

export type HostParts = {
  readonly status: Observable<HostStatus>;
  readonly settings: Observable<Settings>;
  readonly settingsFile: SettingsFile;
  readonly supervisor: Supervisor;
  readonly practice: ReturnType<typeof createPracticeControl>;
  readonly credentials: CredentialKeeper;
  readonly workspaces: WorkspaceFiles;
  /** Opens one more window the way the shell does it; answers its address. */
  readonly openWindow: (route: string) => Promise<{ readonly opened: boolean; readonly url: string }>;
  readonly quit: () => void;
};

/** The host's own contract, over the pieces it is made of. */
export function hostImplementation(parts: HostParts): Implementation<typeof hostContract.entries> {
  const { supervisor, settingsFile, workspaces } = parts;
  return {
    status: (_params, sink) => parts.status.watch((status) => sink.set(status)),
    processes: (_params, sink) => {
      for (const state of supervisor.states()) sink.set(state);
      return supervisor.onState((state: ProcessState) => sink.set(state));
    },
    settings: (_params, sink) => parts.settings.watch((settings) => sink.set({ key: 'settings', settings })),
    saveSettings: (settings) => {
      const saved = settingsFile.save(settings);
      if (!saved.ok) return saved;
      // The problem goes first: whoever hears of the new settings hears that they are the trader's.
      parts.status.set({ ...parts.status.get(), settingsProblem: null });
      parts.settings.set(saved.value);
      return saved;
    },
    credentials: (_params, sink) => {
      for (const row of parts.credentials.rows()) sink.set(row);
      return parts.credentials.onChange((rows, gone) => {
        for (const row of rows) sink.set(row);
        for (const name of gone) sink.remove(name);
      });
    },
    saveCredential: ({ name, value }) => parts.credentials.save(name, value),
    removeCredential: ({ name }) => {
      const removed = parts.credentials.remove(name);
      return removed.ok ? ok({ removed: true }) : removed;
    },
    restartProcess: ({ process, kill }) => {
      if (!supervisor.states().some((state) => state.process === process)) {
        return ok({ accepted: false, message: `There is no ${process} process in this mode.` });
      }
      supervisor.restart(process, kill);
      return ok({ accepted: true, message: kill ? `${process} was killed` : `${process} restarts` });
    },
    practice: async (action) => ok(await parts.practice.ask(action)),
    loadWorkspace: ({ name }) => ok({ layout: workspaces.load(name) }),
    saveWorkspace: ({ name, layout }) => ok({ saved: workspaces.save(name, layout) }),
    listWorkspaces: () => ok([...workspaces.list()]),
    openWindow: async ({ route }) => ok(await parts.openWindow(route)),
    quit: () => {
      setTimeout(parts.quit, 50);
      return ok({ accepted: true });
    },
  };
}
