import type { hostContract, HostStatus, ProcessState } from '../../../src/engine/contract/host-contract.ts';
import { processNames } from '../../../src/engine/contract/host-contract.ts';
import { settingsSchema } from '../../../src/engine/contract/settings-schema.ts';
import { ok } from '../../../src/engine/domain/outcome.ts';
import type { ContractOf, Implementation } from '../../../src/engine/link/api.ts';
import { demoCell } from './demo-latest.ts';
import { demoSymbols, tradingDate, type DemoMarket } from './demo-market.ts';

export type DemoHost = {
  readonly implementation: Implementation<ContractOf<typeof hostContract>>;
  setProcess(change: Partial<ProcessState> & Pick<ProcessState, 'process'>): void;
  setMode(mode: HostStatus['mode']): void;
};

export function createDemoHost(market: DemoMarket): DemoHost {
  const settings = demoCell(settingsSchema.parse({ watchlist: demoSymbols.map(({ ticker }) => ticker) }));
  const layouts = new Map<string, string>();
  const startedTime = market.now();
  const status = demoCell<HostStatus>({
    key: 'host',
    version: '0.1.0',
    shell: 'browser',
    mode: 'practice',
    clock: { ...market.clock },
    dataDirectory: '~/.local/share/quorum',
    settingsProblem: null,
    startedTime,
    killFile: false,
    practice: { seed: 20_261, tradingDate, twsPort: 7_497, speed: 1 },
  });
  const processes = demoCell<readonly ProcessState[]>(
    processNames.map((process) => ({
      process,
      state: 'running',
      pid: 100,
      restarts: 0,
      lastExit: '',
      since: startedTime,
      nextAttemptMs: null,
    })),
  );
  const retime = (venueMs: number, speed: number): void => {
    Object.assign(market.clock, { venueMs, wallMs: Date.now(), speed });
    status.set({ ...status.get(), clock: { ...market.clock } });
  };
  return {
    setProcess: (change) =>
      processes.set(processes.get().map((each) => (each.process === change.process ? { ...each, ...change } : each))),
    setMode: (mode) =>
      status.set({ ...status.get(), mode, practice: mode === 'practice' ? status.get().practice : null }),
    implementation: {
      status: (_, sink) => status.follow(sink, (value) => [value]),
      processes: (_, sink) => processes.follow(sink, (value) => value),
      settings: (_, sink) => settings.follow(sink, (value) => [{ key: 'settings' as const, settings: value }]),
      saveSettings: (next) => {
        settings.set(next);
        return ok(next);
      },
      restartProcess: ({ process }) => ok({ accepted: true, message: `${process} is starting` }),
      practice: (input) => {
        if (input.action === 'speed') retime(market.now(), input.speed);
        if (input.action === 'step') retime(market.now() + input.ms, market.clock.speed);
        return ok({ accepted: true, message: '' });
      },
      loadWorkspace: ({ name }) => ok({ layout: layouts.get(name) ?? null }),
      saveWorkspace: ({ name, layout }) => {
        layouts.set(name, layout);
        return ok({ saved: true });
      },
      listWorkspaces: () => ok([...layouts.keys()]),
      openWindow: ({ route }) => ok({ opened: false, url: `/${route}` }),
      quit: () => ok({ accepted: false }),
    },
  };
}
