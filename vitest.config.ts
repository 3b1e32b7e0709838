import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const report = process.env['QUORUM_TEST_REPORT'];

const every = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.{ts,tsx}'];
/** Long ways through several parts: the built program, both ends of the wire, speed. In `npm test`, not in `npm run check`. */
const integration = [
  'tests/integration/**/*.test.ts',
  'tests/chaos/**/*.test.ts',
  'src/engine/simulators/market/{continuity,market-speed}.test.ts',
  'src/engine/simulators/tws/{back-pressure,stoqey-client}.test.ts',
  // Recorded data, whole simulated days, real sockets and child processes: seconds each.
  'src/**/*real-*.test.ts',
  'src/main/cli/standalone/bars-and-tape.test.ts',
  'src/engine/adapters/recording/recorder.test.ts',
  'src/main/host/{page-route,broken-settings}.test.ts',
  'src/engine/execution/order-interleavings.test.ts',
  'src/engine/ingestion/ingestion.test.ts',
  'src/engine/processes/data/archive-day.test.ts',
  'src/engine/processes/practice/simulate.test.ts',
  'src/engine/processes/replay/replay.test.ts',
  'src/engine/simulators/market/{episodes,practice-market,option-chain,smile,stylised-facts}.test.ts',
  'src/engine/simulators/story/{consistency,disclosures,purity}.test.ts',
  'src/engine/simulators/tws/versions.test.ts',
  'src/engine/simulators/vendors/vendors-apart.test.ts',
  'tests/conformance/{denied-orders,journal-store}.test.ts',
  'tests/conformance/vendors/{alpaca,calendars-and-series,filing-vendors-broken}.test.ts',
  'tests/conformance/vendors/*-fuzz.test.ts',
  'tests/electron/shell.test.ts',
  'tests/security/{browser-endurance,link-peers,metrics-page,practice-network,vendor-keys}.test.ts',
  'tests/vectors/**/*.test.ts',
];
/** Minutes of both cores each, and only what a machine with nothing else to do shows is worth reading: `npm run soak`. */
const soak = ['tests/soak/**/*.test.ts'];
/** Functions of their arguments: nothing in them outlives a test, so that their files may share a process. */
const pure = [
  'src/engine/{domain,quant,contract,risk,journal,analytics,confluence,alerts}/**/*.test.ts',
  'src/renderer/**/*.test.{ts,tsx}',
  'tests/{contract,replay}/**/*.test.ts',
];

export default defineConfig({
  // The desktop shell runs against a recording fake: the real one needs its binary and a screen.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'tests/electron/fake-electron.ts') } },
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: integration, isolate: false } },
      { extends: true, test: { name: 'unit', include: every, exclude: [...pure, ...integration, ...soak] } },
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
      { extends: true, test: { name: 'soak', include: soak, fileParallelism: false } },
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
