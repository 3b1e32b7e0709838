import { readFrame } from '../../src/engine/adapters/unusual-whales/streams/read-frame.ts';
import { optionTapeFrames } from '../support/option-tape-frames.ts';
import type { Bench } from './bench.ts';

const frameCount = 50_000;
const goalRate = 200_000;
const measureMs = 2_000;
const context = { receivedTime: Date.UTC(2026, 9, 5, 15), tradingDate: '20261005' };

/** Milliseconds this thread has spent computing: other programs on a shared machine do not count. */
function computedMs(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}

/** Repeats a pass over all frames; messages a second of a core's time, of the best pass and of all. */
function rates(pass: () => void): { readonly best: number; readonly mean: number } {
  pass();
  let best = 0;
  let passes = 0;
  const start = computedMs();
  while (computedMs() - start < measureMs) {
    const from = computedMs();
    pass();
    best = Math.max(best, (frameCount / (computedMs() - from)) * 1_000);
    passes += 1;
  }
  return { best, mean: ((passes * frameCount) / (computedMs() - start)) * 1_000 };
}

export const optionTapeBench: Bench = {
  name: 'option-tape',
  title: 'option_trades messages of Unusual Whales from frame to fact, one core',
  run() {
    const frames = optionTapeFrames(frameCount, 7);
    const bytes = frames.map((frame) => Buffer.from(frame));
    // Something outside depends on every fact, so that none is left out by the compiler.
    let seen = 0;
    const facts = rates(() => {
      for (const frame of frames) seen += readFrame(frame, context).length;
    });
    const fromBytes = rates(() => {
      for (const frame of bytes) seen += readFrame(frame, context).length;
    });
    const parse = rates(() => {
      for (const frame of frames) seen += (JSON.parse(frame) as unknown[]).length;
    });
    const ordinary = rates(() => {
      // A leading space sends a frame the way of every other channel.
      for (const frame of frames) seen += readFrame(` ${frame}`, context).length;
    });
    const size = frames.reduce((sum, frame) => sum + frame.length, 0) / frames.length;
    return Promise.resolve({
      figures: [
        { name: 'text to fact', value: facts.mean, unit: '/s', goal: { least: goalRate } },
        { name: 'text to fact, best pass', value: facts.best, unit: '/s' },
        { name: 'bytes to fact', value: fromBytes.mean, unit: '/s', goal: { least: goalRate } },
        { name: 'JSON.parse alone', value: parse.mean, unit: '/s', baseline: 'text to fact' },
        { name: 'JSON.parse and translate', value: ordinary.mean, unit: '/s', baseline: 'text to fact' },
      ],
      notes: [`${frameCount} different frames of ${size.toFixed(0)} characters; ${seen} messages read`],
    });
  },
};
