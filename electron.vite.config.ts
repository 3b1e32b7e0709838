import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Everything that runs on Node ends side by side in out/main, so that any of them can start another by name. */
const nodeEntries = {
  index: at('src/main/electron/index.ts'),
  'browser-shell': at('src/main/browser/index.ts'),
  cli: at('src/main/cli/index.ts'),
  'engine-practice': at('src/engine/processes/practice/index.ts'),
  'practice-vendors': at('src/engine/processes/practice/vendor-thread.ts'),
  'engine-ingestion': at('src/engine/processes/ingestion/index.ts'),
  'engine-analytics': at('src/engine/processes/analytics/index.ts'),
  'engine-execution': at('src/engine/processes/execution/index.ts'),
  'engine-desk': at('src/engine/processes/desk/index.ts'),
  'engine-replay': at('src/engine/processes/replay/index.ts'),
  'replay-translator': at('src/engine/processes/replay/translating-thread.ts'),
  'engine-data': at('src/engine/processes/data/index.ts'),
};

export default defineConfig({
  main: {
    build: {
      target: 'node24',
      sourcemap: true,
      // Exactly package.json's `dependencies` stays outside the bundle: the native SQLite module.
      externalizeDeps: true,
      rolldownOptions: {
        input: nodeEntries,
        // Native and 70 MB: no part of the package, found in a checkout, missed with a sentence (decision 16).
        external: ['@duckdb/node-api'],
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node24',
      sourcemap: true,
      // A sandboxed preload is one CommonJS file.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('src/renderer'),
    plugins: [react()],
    build: {
      target: 'chrome146',
      sourcemap: true,
      minify: true,
      rolldownOptions: {
        input: { index: at('src/renderer/index.html') },
        // What forbids generated code has to run before anything that would generate some, whatever chunk that is in.
        output: { strictExecutionOrder: true },
      },
    },
  },
});
