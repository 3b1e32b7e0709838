import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const report = process.env['QUORUM_TEST_REPORT'];

const unit = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.{ts,tsx}'];
/** Start the built program; part of `npm test`, too slow for `npm run check`. */
const integration = ['tests/integration/**/*.test.ts', 'tests/chaos/program/**/*.test.ts'];

export default defineConfig({
  // The desktop shell runs against a recording fake: the real one needs its binary and a screen.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'tests/electron/fake-electron.ts') } },
  test: {
    projects: [
      { extends: true, test: { name: 'unit', include: unit, exclude: [...integration, 'tests/**/*.spec.ts'] } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          testTimeout: 90_000,
          hookTimeout: 90_000,
          fileParallelism: false,
        },
      },
    ],
    environment: 'node',
    // Forked processes: native SQLite and tests that start child processes are not at home in worker threads.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
    // The test command sums up what every runner counted.
    reporters: report === undefined ? ['default'] : ['default', ['json', { outputFile: report }]],
    restoreMocks: true,
    unstubGlobals: true,
  },
});
