import { setTimeout as wait } from 'node:timers/promises';
import { engineView } from '../support/engine-view.ts';
import { startQuorum } from '../support/start-quorum.ts';
import type { Bench, Figure } from './bench.ts';
import { liveMemory } from './live-memory.ts';
import { canReadProcesses, processTree } from './process-tree.ts';

const speed = Number(process.env['QUORUM_BENCH_DAY_SPEED'] ?? 100);
const longestMs = Number(process.env['QUORUM_BENCH_DAY_MS'] ?? 1_200_000);
const minuteMs = 60_000;
/** The first practice day runs from 10:00 to 16:05 in New York. */
const dayStartsMs = Date.UTC(2026, 9, 5, 14);
const marketMinutes = 365;
/** The chains fill and the first answers arrive: growth before that is no leak. */
const settledMinute = 120;

/** What lives is looked at seldom: a collection from outside changes what is measured between. */
const looks: readonly number[] = [settledMinute, 180, 240, 300, marketMinutes - 1];

/** MB by process. */
type Memory = ReadonlyMap<string, number>;
type Sample = { readonly minute: number; readonly memory: Memory; readonly live: Memory | null };

export const dayBench: Bench = {
  name: 'day',
  title: 'a practice day with all vendors, as fast as asked for: memory every market minute, sizes of the stores',
  run: async () => {
    if (!canReadProcesses) return { figures: [], notes: ['skipped: needs /proc'] };
    const quorum = await startQuorum({ settings: { practice: { speed } } });
    const engine = engineView(await quorum.links());
    try {
      const started = performance.now();
      const samples = await throughTheDay(() => venueMs(engine), quorum.pid);
      const seconds = (performance.now() - started) / 1_000;
      const minutes = samples.at(-1)?.minute ?? 0;
      return {
        figures: [...memoryFigures(samples), ...(await storeFigures(engine.ingestion.watch.process, minutes))],
        notes: [
          `${minutes} market minutes in ${seconds.toFixed(0)} s, ${((minutes * 60) / seconds).toFixed(0)}x of ${speed}x asked for`,
          ...(minutes < marketMinutes - 1 ? ['the day was not over in time'] : []),
        ],
      };
    } finally {
      engine.close();
      await quorum.stop();
    }
  },
};

type Engine = ReturnType<typeof engineView>;

/** As it was last told: on a machine too busy for the speed the market is behind what could be reckoned. */
function venueMs({ status }: Engine): number | null {
  return status.row('host')?.clock.venueMs ?? null;
}

async function throughTheDay(clock: () => number | null, pid: number): Promise<readonly Sample[]> {
  const samples: Sample[] = [];
  const look = liveMemory();
  const deadline = performance.now() + longestMs;
  while (performance.now() < deadline) {
    await wait(100);
    const at = clock();
    if (at === null) continue;
    const minute = Math.floor((at - dayStartsMs) / minuteMs);
    // Before the market is there the clock is the machine's.
    if (minute > marketMinutes || minute <= (samples.at(-1)?.minute ?? -1)) continue;
    const tree = processTree(pid);
    const memory = new Map(tree.map(({ name, memoryMb }) => [name, memoryMb]));
    samples.push({
      minute,
      memory,
      live: isLook(samples.at(-1)?.minute ?? -1, minute) ? await liveOf(tree, look) : null,
    });
    if (minute >= marketMinutes - 1) break;
  }
  return samples;
}

function isLook(before: number, minute: number): boolean {
  return looks.some((look) => before < look && minute >= look);
}

async function liveOf(tree: ReturnType<typeof processTree>, look: ReturnType<typeof liveMemory>): Promise<Memory> {
  const live = new Map<string, number>();
  for (const { pid, name } of tree) {
    const found = name.startsWith('engine-') ? await look(pid) : null;
    if (found !== null) live.set(name, found);
  }
  return live;
}

function memoryFigures(samples: readonly Sample[]): readonly Figure[] {
  const settled = samples.filter(({ minute }) => minute >= settledMinute);
  const names = [...(samples.at(-1)?.memory.keys() ?? [])];
  const at = (sample: Sample | undefined, name: string): number => sample?.memory.get(name) ?? Number.NaN;
  const total = (sample: Sample): number => [...sample.memory.values()].reduce((sum, value) => sum + value, 0);
  return [
    ...names.flatMap((name) => [
      { name: `${name} after ${settledMinute} minutes`, value: at(settled[0], name), unit: 'MB' },
      { name: `${name} at the end`, value: at(settled.at(-1), name), unit: 'MB' },
      {
        name: `${name} growth an hour, fitted`,
        value: slope(settled, (sample) => at(sample, name)) * 60,
        unit: 'MB/h',
      },
    ]),
    ...samples.flatMap(({ minute, live }) =>
      [...(live ?? [])].map(([name, value]) => ({ name: `${name} lives at minute ${minute}`, value, unit: 'MB' })),
    ),
    { name: 'all processes, most', value: Math.max(...samples.map(total)), unit: 'MB' },
    { name: 'all processes, growth an hour, fitted', value: slope(settled, total) * 60, unit: 'MB/h' },
  ];
}

/** Least squares over market minutes. */
function slope(samples: readonly Sample[], valueOf: (sample: Sample) => number): number {
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const xs = samples.map(({ minute }) => minute);
  const ys = samples.map(valueOf);
  const [middle, level] = [mean(xs), mean(ys)];
  const spread = xs.reduce((sum, x) => sum + (x - middle) ** 2, 0);
  return xs.reduce((sum, x, index) => sum + (x - middle) * ((ys[index] ?? level) - level), 0) / spread;
}

async function storeFigures(
  watch: Engine['ingestion']['watch']['process'],
  minutes: number,
): Promise<readonly Figure[]> {
  const stores = await new Promise<readonly { readonly name: string; readonly bytes: number }[]>((resolve) => {
    const watched = watch({}, { onChange: ({ items }) => (watched.close(), resolve(items[0]?.stores ?? [])) });
  });
  return stores.flatMap(({ name, bytes }) => [
    { name: `${name} at the end`, value: bytes / 1_048_576, unit: 'MB' },
    { name: `${name} a market minute`, value: bytes / 1_048_576 / Math.max(1, minutes), unit: 'MB' },
  ]);
}
