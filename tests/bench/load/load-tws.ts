// The load: a simulated TWS in a process of its own, quoting as many ticks a second as the bench asks for.
import { regularSession } from '../../../src/engine/domain/calendar.ts';
import { createVirtualClock } from '../../../src/engine/simulators/create-virtual-clock.ts';
import type { JournalFrame } from '../../../src/engine/simulators/tws/net/frame-journal.ts';
import { startTwsSimulator } from '../../../src/engine/simulators/tws/start-tws-simulator.ts';
import type { LoadAnswer, LoadCommand } from './load-messages.ts';
import { LoadMarket } from './load-market.ts';

const paceMs = 2;
const maxTicks = 50_000;
const placeOrder = '3';
const tradingDate = '20261005';

const count = Number(process.argv[2] ?? '50');
const market = new LoadMarket(
  createVirtualClock({ startMs: regularSession(tradingDate).openMs + 3_600_000, speed: 1 }),
  tradingDate,
  count,
);
const simulator = await startTwsSimulator({
  market,
  seed: 1,
  startingCash: 100_000_000,
  // Nothing is sampled away at the source: what the market says goes on the wire.
  settings: { levelOneMs: 0, fastestSampleRealMs: 0, maxMessagesPerSecond: 10_000, historyPacing: false },
});

const now = (): number => performance.timeOrigin + performance.now();
const createdMs = Array.from({ length: count }, () => new Float64Array(maxTicks));
const arrivals: { limitPrice: string; atMs: number }[] = [];
const remember = simulator.journal.add.bind(simulator.journal);
simulator.journal.add = (frame: JournalFrame): void => {
  if (frame.direction === 'in') noteOrder(frame.text);
  remember(frame);
};

/** The simulator keeps a frame in its journal the moment it has read it from the socket. */
function noteOrder(text: string): void {
  if (!text.startsWith(`${placeOrder}|`)) return;
  const fields = text.split('|');
  const type = fields.indexOf('LMT');
  arrivals.push({ limitPrice: fields[type + 1] ?? '', atMs: now() });
}

let rate = 0;
let owed = 0;
let ticks = 0;
let pacedMs = performance.now();
function pace(): void {
  const at = performance.now();
  owed += ((at - pacedMs) / 1_000) * rate;
  pacedMs = at;
  for (; owed >= 1; owed -= 1) {
    const index = ticks % count;
    const sequence = Math.floor(ticks / count) + 1;
    const times = createdMs[index];
    if (times) times[sequence % maxTicks] = now();
    market.tick(index, sequence);
    ticks += 1;
  }
  if (rate > 0) setTimeout(pace, paceMs);
}

const answer = (message: LoadAnswer): void => void process.send?.(message);
process.on('message', (command: LoadCommand) => {
  if (command.type === 'orders') return answer({ type: 'orders', arrivals });
  if (command.type === 'report') {
    const upTo = Math.min(maxTicks, Math.floor(ticks / count) + 2);
    return answer({
      type: 'report',
      ticks,
      framesOut: simulator.stats.framesOut,
      createdMs: createdMs.map((times) => times.slice(0, upTo)),
    });
  }
  const wasStill = rate === 0;
  rate = command.ticksPerSecond;
  if (!wasStill || rate === 0) return;
  pacedMs = performance.now();
  owed = 0;
  pace();
});
process.on('disconnect', () => process.exit(0));
answer({ type: 'ready', port: simulator.port });
