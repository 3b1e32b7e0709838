import type { MessagePort } from 'node:worker_threads';
import type { Log } from '../../ports/log.ts';
import { createVirtualClock } from '../create-virtual-clock.ts';
import { createPracticeMarket } from '../market/practice-market.ts';
import { realClock } from '../real-clock.ts';
import { createMarketStory } from '../story/create-market-story.ts';
import type { ApartStart, ClockAt, FromVendors, ToVendors } from './apart-messages.ts';
import { startVendorEmulators } from './vendor-emulators.ts';

/** How often the other side hears what the servers have counted, real ms. */
const statisticsMs = 1_000;
/** How often this clock is compared with the broker's, and how far it may lie behind, real ms. */
const keepUpMs = 100;
const mostBehindMs = 40;

function logTo(port: MessagePort, scope = ''): Log {
  const write =
    (level: 'debug' | 'info' | 'warn' | 'error') => (message: string, fields?: Parameters<Log['info']>[1]) =>
      port.postMessage({
        type: 'log',
        level,
        message: scope === '' ? message : `${scope}: ${message}`,
        fields,
      } satisfies FromVendors);
  return {
    debug: write('debug'),
    info: write('info'),
    warn: write('warn'),
    error: write('error'),
    child: (name) => logTo(port, scope === '' ? name : `${scope}.${name}`),
  };
}

/** The vendors' own market: the same seed and time as the broker's, hence the same market, in a thread of its own. */
export async function runVendorThread(start: ApartStart, port: MessagePort): Promise<void> {
  let open = true;
  const { seed, tradingDate } = start;
  const venueNow = ({ venueMs, wallMs, speed }: ClockAt): number => venueMs + (realClock.wallMs() - wallMs) * speed;
  const clock = createVirtualClock({ startMs: start.clock.venueMs, speed: 0 });
  const market = createPracticeMarket({ seed, tradingDate, clock });
  const story = createMarketStory(market);
  let leader = start.clock;
  let cancelWait = (): void => undefined;
  /** What repeats is not played for the time between: its next turn tells of all of it. */
  const follow = (at: ClockAt): void => {
    leader = at;
    cancelWait();
    const aheadMs = clock.now() - venueNow(at);
    clock.setSpeed(0);
    if (aheadMs < 0) {
      story.suspend();
      clock.advanceTo(venueNow(at));
      story.resume();
    }
    if (at.speed === 0 || aheadMs <= 0) return clock.setSpeed(at.speed);
    cancelWait = realClock.after(aheadMs / at.speed, () => clock.setSpeed(at.speed));
  };
  const keepUp = (): void => {
    if (!open) return;
    if (venueNow(leader) - clock.now() > mostBehindMs * leader.speed) follow(leader);
    realClock.after(keepUpMs, keepUp);
  };
  const tell = (message: FromVendors): void => port.postMessage(message);
  const vendors = await startVendorEmulators({
    story,
    log: logTo(port),
    wanted: start.wanted,
    ports: start.ports,
    faults: start.faults,
  });

  const report = (): void => {
    if (!open) return;
    for (const [vendor, emulator] of vendors.running)
      tell({ type: 'statistics', vendor, statistics: emulator.statistics() });
    realClock.after(statisticsMs, report);
  };
  const close = async (): Promise<void> => {
    open = false;
    clock.setSpeed(0);
    await vendors.close();
    clock.close();
    tell({ type: 'closed' });
    port.close();
  };

  port.on('message', (message: ToVendors) => {
    switch (message.type) {
      case 'clock':
        return follow(message.clock);
      case 'suspend':
        market.suspend();
        return story.suspend();
      case 'day':
        market.startDay(message.tradingDate);
        return story.resume();
      case 'execution':
        return market.reportExecution(message.instrument, message.print);
      case 'fault': {
        const emulator = vendors.running.get(message.vendor);
        return message.rule === null ? emulator?.clearFaults() : emulator?.addFault(message.rule);
      }
      case 'close':
        return void close();
    }
  });
  tell({
    type: 'ready',
    running: [...vendors.running].map(([vendor, { bases, credentials }]) => ({ vendor, bases, credentials })),
    failed: [...vendors.failed],
  });
  follow(start.clock);
  keepUp();
  report();
}
