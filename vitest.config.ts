import { defineConfig } from 'vitest/config';

const report = process.env['QUORUM_TEST_REPORT'];

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.{ts,tsx}'],
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
