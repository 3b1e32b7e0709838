import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const report = process.env['QUORUM_TEST_REPORT'];

const every = ['src/**/*.test.{ts,tsx}', 'scripts/**/*.test.ts', 'tests/**/*.test.{ts,tsx}'];
/** Whole days, recorded data, thousands of broken documents: seconds each. In `npm test`, not in `npm run check`. */
const long = [
  'tests/integration/*-fuzz.test.ts',
  'src/**/*real-*.test.ts',
  'src/engine/adapters/replay/replay-file.test.ts',
  'src/engine/execution/order-interleavings.test.ts',
  'src/engine/ingestion/news-watch.test.ts',
  'src/engine/processes/data/{archive-day,run-data}.test.ts',
  'src/engine/simulators/market/{continuity,episodes,practice-market,option-chain,smile,stylised-facts}.test.ts',
  'src/engine/simulators/practice-world.test.ts',
  'src/engine/simulators/story/{calendars,consistency,disclosures,purity}.test.ts',
  'tests/conformance/{broker-news,denied-orders,journal-store}.test.ts',
  'tests/conformance/vendors/**/*.test.ts',
  'tests/security/{feeds-file,hostile-imports,vendor-answers}.test.ts',
  'tests/vectors/**/*.test.ts',
];
/** Long ways through several parts: the built program, both ends of the wire, speed. One file at a time, so that they do not disturb one another. */
const integration = [
  'tests/integration/**/*.test.ts',
  'tests/chaos/**/*.test.ts',
  'src/engine/simulators/market/market-speed.test.ts',
  'src/engine/simulators/tws/{back-pressure,stoqey-client}.test.ts',
  'src/main/cli/standalone/bars-and-tape.test.ts',
  'src/engine/adapters/recording/recorder.test.ts',
  'src/main/host/{page-route,broken-settings}.test.ts',
  'src/engine/ingestion/{ingestion,replayed-day}.test.ts',
  'src/engine/processes/practice/simulate.test.ts',
  'src/engine/processes/replay/replay.test.ts',
  'src/engine/simulators/tws/versions.test.ts',
  'src/engine/simulators/vendors/vendors-apart.test.ts',
  'tests/electron/shell.test.ts',
  'tests/security/{browser-endurance,link-peers,metrics-page,practice-network,vendor-keys}.test.ts',
  'scripts/launch/run-browser-shell.test.ts',
];
/** Minutes of both cores each, and only what a machine with nothing else to do shows is worth reading: `npm run soak`. */
const soak = ['tests/soak/**/*.test.ts'];
/** What leaves nothing behind (no global changed, no server or file open), so that its files may share a process. */
const pure = [
  'src/engine/**/*.test.ts',
  'src/renderer/**/*.test.{ts,tsx}',
  'tests/{architecture,conformance,contract,replay}/**/*.test.ts',
];
const patient = { testTimeout: 90_000, hookTimeout: 90_000 };

export default defineConfig({
  // The desktop shell runs against a recording fake: the real one needs its binary and a screen.
  resolve: { alias: { electron: resolve(import.meta.dirname, 'tests/electron/fake-electron.ts') } },
  test: {
    projects: [
      { extends: true, test: { name: 'pure', include: pure, exclude: [...long, ...integration], isolate: false } },
      { extends: true, test: { name: 'unit', include: every, exclude: [...pure, ...long, ...integration, ...soak] } },
      { extends: true, test: { name: 'long', include: long, ...patient, sequence: { groupOrder: 1 } } },
      {
        extends: true,
        test: {
          name: 'integration',
          include: integration,
          exclude: long,
          ...patient,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      { extends: true, test: { name: 'soak', include: soak, fileParallelism: false } },
    ],
    environment: 'node',
    setupFiles: ['tests/support/properties-in-full-size.ts'],
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
