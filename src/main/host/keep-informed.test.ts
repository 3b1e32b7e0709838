import { beforeEach, describe, expect, it } from 'vitest';
import type { HostStatus, ProcessName } from '../../engine/contract/host-contract.ts';
import { settingsSchema } from '../../engine/contract/settings-schema.ts';
import {
  noSecrets,
  type HostMessage,
  type InitMessage,
  type ProcessMessage,
  type VendorEndpoints,
} from '../../engine/contract/supervision.ts';
import { keepInformed } from './keep-informed.ts';
import { observable } from './observable.ts';
import { createPracticeControl } from './practice-control.ts';
import { mintTokens } from './run-file.ts';
import type { ProcessExit } from './spawner.ts';
import { startInOrder } from './start-in-order.ts';
import { Supervisor } from './supervisor.ts';
import { processesOf } from './topology.ts';
import { initialWorld, vendorsFor } from './world-state.ts';

const settings = settingsSchema.parse({});
const vendorsAt = (port: number): VendorEndpoints => ({
  finra: { bases: { rest: `http://127.0.0.1:${port}` }, credentials: { token: 'finra-practice-key' } },
});

type Child = {
  readonly name: ProcessName;
  readonly received: HostMessage[];
  says: (message: ProcessMessage) => void;
  dies: (exit: ProcessExit) => void;
};

describe('what the practice market tells its host', () => {
  let children: Child[] = [];
  let status = observable<HostStatus>(statusAtFirst());

  const last = (name: ProcessName): Child => {
    const found = children.findLast((child) => child.name === name);
    if (!found) throw new Error(`${name} was never started`);
    return found;
  };
  const initOf = (name: ProcessName): InitMessage => last(name).received[0] as InitMessage;
  const tell = (vendors: VendorEndpoints, twsPort = 7000): void =>
    last('practice').says({
      type: 'practice-state',
      clock: { venueMs: 1, wallMs: 1, speed: 1 },
      practice: { run: 'r', seed: 3, tradingDate: '20261005', twsPort, speed: 1 },
      vendors,
    });

  beforeEach(() => {
    children = [];
    status = observable<HostStatus>(statusAtFirst());
    const world = initialWorld('practice', settings);
    const supervisor = new Supervisor({
      processes: processesOf('practice'),
      spawn: (name) => {
        const child: Child = { name, received: [], says: () => undefined, dies: () => undefined };
        children.push(child);
        return {
          pid: children.length,
          send: (message) => void child.received.push(message),
          onMessage: (listener) => void (child.says = listener),
          onExit: (listener) => void (child.dies = listener),
          terminate: () => undefined,
          kill: () => undefined,
        };
      },
      init: (process) => ({
        type: 'init',
        process,
        version: '0',
        mode: 'practice',
        settings,
        settingsProblem: null,
        clock: world.clock,
        dataDirectory: '',
        runDirectory: '',
        tokens: mintTokens(),
        broker: world.broker,
        vendors: vendorsFor(process, world),
        killFile: false,
        marketRun: '',
        secrets: noSecrets,
        homeDirectory: '',
      }),
      clock: { monotonicMs: () => 0, wallMs: () => 0, after: () => () => undefined },
    });
    keepInformed({
      mode: 'practice',
      world,
      status,
      settings: observable(settings),
      supervisor,
      practice: createPracticeControl(supervisor),
    });
    startInOrder(supervisor, 'practice');
  });

  it('gives the vendors to ingestion in its first message, and to nobody else', () => {
    expect(initOf('practice').vendors).toBeNull();
    expect(children).toHaveLength(1);
    tell(vendorsAt(8001));
    expect(initOf('ingestion').vendors).toEqual(vendorsAt(8001));
    for (const name of ['analytics', 'execution', 'desk'] as const) expect(initOf(name).vendors).toBeNull();
  });

  it('keeps their keys from windows and from later messages', () => {
    tell(vendorsAt(8001));
    tell(vendorsAt(8001));
    expect(JSON.stringify(status.get())).not.toContain('finra');
    const later = children.flatMap((child) => child.received.slice(1));
    expect(later.length).toBeGreaterThan(0);
    expect(JSON.stringify(later)).not.toContain('finra');
  });

  it('starts ingestion again when they have moved, and only then', () => {
    tell(vendorsAt(8001));
    tell(vendorsAt(8001));
    expect(last('ingestion').received).not.toContainEqual({ type: 'shutdown' });
    tell(vendorsAt(8002));
    expect(last('ingestion').received).toContainEqual({ type: 'shutdown' });
    expect(last('execution').received).not.toContainEqual({ type: 'shutdown' });
    last('ingestion').dies({ code: 0, signal: null });
    expect(initOf('ingestion').vendors).toEqual(vendorsAt(8002));
  });

  it('tells a restarted market where its vendors were', () => {
    tell(vendorsAt(8001));
    expect(vendorsFor('practice', { ...initialWorld('practice', settings), vendors: vendorsAt(8001) })).toEqual(
      vendorsAt(8001),
    );
    expect(initialWorld('paper', settings).vendors).toBeNull();
    expect(initialWorld('live', settings).vendors).toBeNull();
  });
});

function statusAtFirst(): HostStatus {
  return {
    key: 'host',
    version: '0',
    shell: 'headless',
    mode: 'practice',
    clock: { venueMs: 0, wallMs: 0, speed: 1 },
    homeDirectory: '',
    dataDirectory: '',
    settingsProblem: null,
    startedTime: 0,
    killFile: false,
    practice: null,
  };
}
