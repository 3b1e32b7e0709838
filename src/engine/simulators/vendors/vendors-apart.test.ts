import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { eventually } from '../../../../tests/support/eventually.ts';
import { keptLog } from '../../../../tests/support/silent-log.ts';
import { startPracticeWorld } from '../practice-world.ts';

const vendorThread = join(import.meta.dirname, '../../processes/practice/vendor-thread.ts');

async function start(change: Partial<Parameters<typeof startPracticeWorld>[0]> = {}) {
  const log = keptLog();
  const world = await startPracticeWorld({
    seed: 11,
    dataDir: null,
    speed: 0,
    log,
    vendors: ['fmp', 'unusual-whales'],
    vendorThread,
    ...change,
  });
  onTestFinished(() => world.close());
  const rest = (vendor: string): string => world.vendors.running.get(vendor)?.bases['rest'] ?? '';
  const quote = async () => {
    const answer = await fetch(`${rest('fmp')}/stable/batch-quote?symbols=AAPL&apikey=practice-fmp-key`);
    const [row] = (await answer.json()) as readonly {
      readonly price: number;
      readonly volume: number;
      timestamp: number;
    }[];
    return row;
  };
  return { world, log, quote };
}

describe('vendors in a thread of their own', () => {
  it('tell the broker’s market: the same price at the same time, at any step and on the next day', async () => {
    const { world, quote } = await start();
    const same = () =>
      eventually(async () => {
        const here = world.story.quote('AAPL');
        expect(await quote()).toMatchObject({ price: here?.last, volume: here?.volume });
      });
    await same();
    world.step(90_000);
    await same();
    world.nextDay();
    expect(world.story.tradingDate()).toBe('20261006');
    await same();
  });

  it('see what the trader has traded', async () => {
    const { world, quote } = await start();
    const before = (await quote())?.volume ?? 0;
    world.market.reportExecution('AAPL.STK', {
      price: 250,
      size: 12_345,
      aggressor: 1,
      venue: 'NASDAQ',
      conditions: '',
      timeMs: world.state().venueMs,
    });
    await eventually(async () => expect((await quote())?.volume).toBe(before + 12_345));
  });

  it('run on with the clock, and count what they were asked', async () => {
    const { world, quote } = await start({ speed: 100 });
    const first = (await quote())?.timestamp ?? 0;
    await eventually(async () => expect((await quote())?.timestamp).toBeGreaterThan(first + 10));
    await eventually(() => expect(world.vendors.running.get('fmp')?.statistics().requests).toBeGreaterThan(1));
  });

  it('misbehave when told to', async () => {
    const { world, quote } = await start();
    world.vendors.running.get('fmp')?.addFault({ fault: { kind: 'html' }, path: '', times: 1 });
    await eventually(async () => {
      await expect(quote()).rejects.toThrow(/JSON/);
    });
    expect((await quote())?.price).toBeGreaterThan(0);
  });

  it('share the broker’s thread when they cannot have one, and say so', async () => {
    const { world, log, quote } = await start({ vendorThread: join(import.meta.dirname, 'no-such-file.ts') });
    expect((await quote())?.price).toBe(world.story.quote('AAPL')?.last);
    expect(log.lines.map(({ message }) => message)).toContain(
      'the vendors do not run in a thread of their own; they share the broker’s',
    );
  });
});
