// All tests: `npm test`. Sets up what is missing, runs every check and the browser tests, ends with one line of totals.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from './setup/build-output.mjs';
import { endWith } from './setup/failure.mjs';
import { oneAtATime } from './setup/one-at-a-time.mjs';
import { prepare } from './setup/prepare.mjs';
import { ensureTestBrowser } from './setup/test-browser.mjs';
import { countPlaywright, countVitest, exitCodeOf, lineOf, NOTHING, sum } from './testing/counts.mjs';
import { runStep } from './testing/run-step.mjs';

/** The parts of `npm run check`, one by one, so that a lint error does not hide a failing test. @param {string} root */
function stepsOf(root) {
  const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const parts = [...scripts.check.matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
  return [
    ...parts.map((script) => (script === 'unit' ? { script, count: countVitest } : { script })),
    { script: 'integration', count: countVitest },
    { script: 'e2e', count: countPlaywright },
    { script: 'pack:check' },
  ];
}

async function test() {
  const { places, progress } = await prepare({ build: false });
  await ensureTestBrowser(places, progress);
  const counts = [await build(places, progress)];
  for (const step of stepsOf(places.root)) counts.push(await runStep(step, places.root));
  const total = sum(counts);
  process.stdout.write(`\n${lineOf(total)}\n`);
  return exitCodeOf(total);
}

/** A program that does not build is a failure like any other: the checks that need no build still run. */
/** @param {import('./setup/places.mjs').Places} places @param {import('./setup/progress.mjs').Progress} progress */
async function build(places, progress) {
  try {
    await oneAtATime({ root: places.root, progress }, () => ensureBuild(places, progress));
    return NOTHING;
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return { ...NOTHING, failed: 1 };
  }
}

try {
  process.exit(await test());
} catch (error) {
  process.on('exit', () => process.stdout.write(`\n${lineOf({ ...NOTHING, failed: 1 })}\n`));
  endWith(error);
}
