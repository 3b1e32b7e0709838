// All tests: `npm test`. Sets up what is missing, runs every check and the browser tests, ends with one line of totals.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { endWith } from './setup/failure.mjs';
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
    { script: 'e2e', count: countPlaywright },
  ];
}

async function test() {
  const { places, progress } = await prepare();
  await ensureTestBrowser(places, progress);
  const counts = [];
  for (const step of stepsOf(places.root)) counts.push(await runStep(step, places.root));
  const total = sum(counts);
  process.stdout.write(`\n${lineOf(total)}\n`);
  return exitCodeOf(total);
}

try {
  process.exit(await test());
} catch (error) {
  process.on('exit', () => process.stdout.write(`\n${lineOf({ ...NOTHING, failed: 1 })}\n`));
  endWith(error);
}
