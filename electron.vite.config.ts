import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string): string => resolve(import.meta.dirname, path);

/** Everything that runs on Node ends side by side in out/main, so that any of them can start another by name. */
const nodeEntries: Readonly<Record<string, string>> = {
  index: 'src/main/electron/index.ts',
  'browser-shell': 'src/main/browser/index.ts',
  cli: 'src/main/cli/index.ts',
  'engine-practice': 'src/engine/processes/practice/index.ts',
  'engine-ingestion': 'src/engine/processes/ingestion/index.ts',
  'engine-analytics': 'src/engine/processes/analytics/index.ts',
  'engine-execution': 'src/engine/processes/execution/index.ts',
  'engine-desk': 'src/engine/processes/desk/index.ts',
  'engine-replay': 'src/engine/processes/replay/index.ts',
};

function present(entries: Readonly<Record<string, string>>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, path] of Object.entries(entries)) {
    if (existsSync(at(path))) found[name] = at(path);
    else console.warn(`build: ${path} does not exist yet, ${name} is left out`);
  }
  return found;
}

const preload = present({ index: 'src/preload/index.ts' });
const page = present({ index: 'src/renderer/index.html' });

export default defineConfig({
  main: {
    build: {
      target: 'node24',
      sourcemap: true,
      // Exactly package.json's `dependencies` stays outside the bundle: the native SQLite module.
      externalizeDeps: true,
      rolldownOptions: {
        input: present(nodeEntries),
        output: { entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  ...(Object.keys(preload).length > 0 && {
    preload: {
      build: {
        target: 'node24',
        sourcemap: true,
        // A sandboxed preload is one CommonJS file.
        externalizeDeps: false,
        rolldownOptions: { input: preload, output: { format: 'cjs', entryFileNames: '[name].cjs' } },
      },
    },
  }),
  ...(Object.keys(page).length > 0 && {
    renderer: {
      root: at('src/renderer'),
      plugins: [react()],
      build: { target: 'chrome146', sourcemap: true, minify: true, rolldownOptions: { input: page } },
    },
  }),
});
