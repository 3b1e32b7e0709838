import { defineConfig } from 'vitest/config';

const perFolder = ['architecture', 'contract', 'conformance', 'security', 'chaos', 'replay', 'support', 'shells'];

export default defineConfig({
  test: {
    include: ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', `tests/{${perFolder.join(',')}}/**/*.test.{ts,tsx}`],
    environment: 'node',
    // Forked processes: native SQLite and tests that start child processes are not at home in worker threads.
    pool: 'forks',
    testTimeout: 20_000,
    hookTimeout: 30_000,
    passWithNoTests: false,
    restoreMocks: true,
    unstubGlobals: true,
  },
});
