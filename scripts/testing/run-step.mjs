import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NOTHING } from './counts.mjs';

/** @typedef {import('./counts.mjs').Counts} Counts */
/** @typedef {{ script: string, count?: (report: any) => Counts }} Step */

/**
 * Runs one npm script, its output going straight to the terminal, and answers with what its report counted.
 * A step that fails without a failed test (lint, types, a crash of the runner) counts as one failure.
 * @param {Step} step @param {string} root @returns {Promise<Counts>}
 */
export async function runStep({ script, count }, root) {
  const folder = mkdtempSync(join(tmpdir(), 'quorum-report-'));
  const report = join(folder, 'report.json');
  process.stdout.write(`\n--- npm run ${script}\n`);
  const code = await runScript(script, root, {
    ...process.env,
    ...(count !== undefined && { QUORUM_TEST_REPORT: report }),
  });
  const counts = count === undefined ? NOTHING : readCounts(report, count);
  rmSync(folder, { recursive: true, force: true });
  return code === 0 || counts.failed > 0 ? counts : { ...counts, failed: 1 };
}

/** @param {string} report @param {(report: any) => Counts} count */
function readCounts(report, count) {
  try {
    return count(JSON.parse(readFileSync(report, 'utf8')));
  } catch (error) {
    process.stderr.write(`no readable test report: ${error instanceof Error ? error.message : String(error)}\n`);
    return { ...NOTHING, failed: 1 };
  }
}

/** @param {string} script @param {string} root @param {NodeJS.ProcessEnv} env @returns {Promise<number>} */
function runScript(script, root, env) {
  return new Promise((settle) => {
    const windows = process.platform === 'win32';
    const child = spawn(windows ? 'npm.cmd' : 'npm', ['run', '--silent', script], {
      cwd: root,
      env,
      shell: windows,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', () => settle(127));
    child.on('exit', (code) => settle(code ?? 1));
  });
}
