import { monitorEventLoopDelay, performance } from 'node:perf_hooks';
import type { ProcessHealth } from '../../contract/health-schemas.ts';
import type { Clock } from '../../ports/clock.ts';

export type HealthParts = {
  readonly process: string;
  readonly clock: Clock;
  readonly links: () => number;
  readonly subscriptions: () => number;
  readonly stores?: () => ProcessHealth['stores'];
  readonly latencies?: () => ProcessHealth['latencies'];
};

/** Each sample wakes the process: often enough to see a stall, seldom enough to cost nothing while idle. */
const delaySampleMs = 200;
/** Watching a process that works less than this would be most of its work: of its stalls only those show that make a look late. */
const idlePercent = 2;
const periodMs = 1_000;

/** Tells the process's own figures every second: memory, CPU over the last second, event loop delay, links. */
export function watchProcessHealth(parts: HealthParts): {
  watch(tell: (health: ProcessHealth) => void): () => void;
  close(): void;
} {
  const delay = monitorEventLoopDelay({ resolution: delaySampleMs });
  delay.enable();
  const startedMs = parts.clock.monotonicMs();
  let cpuBefore = process.cpuUsage();
  let timeBefore = performance.now();
  const listeners = new Set<(health: ProcessHealth) => void>();

  /** A look that was itself late is a sample too. */
  const measure = (lateMs = 0): ProcessHealth => {
    const cpu = process.cpuUsage(cpuBefore);
    const now = performance.now();
    const cpuPercent = ((cpu.user + cpu.system) / 1_000 / Math.max(1, now - timeBefore)) * 100;
    cpuBefore = process.cpuUsage();
    timeBefore = now;
    const eventLoopDelayP99Ms = Math.max(0, lateMs, delay.percentile(99) / 1e6 - delaySampleMs);
    delay.reset();
    if (cpuPercent < idlePercent) delay.disable();
    else delay.enable();
    return {
      process: parts.process,
      pid: process.pid,
      memoryBytes: process.memoryUsage.rss(),
      cpuPercent,
      eventLoopDelayP99Ms,
      uptimeMs: parts.clock.monotonicMs() - startedMs,
      links: parts.links(),
      subscriptions: parts.subscriptions(),
      stores: parts.stores?.() ?? [],
      latencies: parts.latencies?.() ?? [],
    };
  };
  let nextMs = performance.now() + periodMs;
  const stop = parts.clock.every(periodMs, () => {
    const lateMs = performance.now() - nextMs;
    nextMs = performance.now() + periodMs;
    if (listeners.size === 0) return;
    const health = measure(lateMs);
    for (const tell of listeners) tell(health);
  });
  return {
    watch: (tell) => {
      listeners.add(tell);
      tell(measure());
      return () => listeners.delete(tell);
    },
    close: () => {
      stop();
      delay.disable();
    },
  };
}
