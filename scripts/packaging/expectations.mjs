/** What must be inside the packaged archive, and what must never get there. */
export const REQUIRED = [
  '/package.json',
  '/out/main/index.js',
  '/out/main/engine-practice.js',
  '/out/main/practice-vendors.js',
  '/out/main/engine-ingestion.js',
  '/out/main/engine-analytics.js',
  '/out/main/engine-execution.js',
  '/out/main/engine-desk.js',
  '/out/preload/index.cjs',
  '/out/renderer/index.html',
  '/node_modules/better-sqlite3/package.json',
];

/** @type {readonly (readonly [string, RegExp])[]} */
const FORBIDDEN = [
  ['the pinned Node', /node-(linux|win)-/],
  ['a source map', /\.map$/],
  ['the browser shell', /browser-shell/],
  ['the command line', /out\/main\/cli/],
  ['a test', /\.(test|spec)\.|\/tests\//],
  ['sources', /^\/src\/|\.tsx?$/],
  ['a secret', /\.env|\.pem$|\.key$/],
  ['a benchmark page', /bench/],
  ['scripts', /^\/scripts\//],
];

const LARGEST_BYTES = 40 * 1024 * 1024;

/**
 * One sentence per thing that is wrong with a packaged program.
 * @param {{ entries: readonly string[], bytes: number, nativeLibraries: readonly string[] }} packaged
 */
export function packagingFaults({ entries, bytes, nativeLibraries }) {
  const missing = REQUIRED.filter((path) => !entries.includes(path)).map((path) => `${path} is missing`);
  const surplus = entries.flatMap((path) =>
    FORBIDDEN.filter(([, pattern]) => pattern.test(path)).map(([what]) => `${path} is ${what}`),
  );
  const native =
    nativeLibraries.length === 1
      ? []
      : [`1 native library expected beside the archive, found ${nativeLibraries.length}`];
  const size = bytes <= LARGEST_BYTES ? [] : [`the archive has ${bytes} bytes, more than ${LARGEST_BYTES}`];
  return [...missing, ...surplus, ...native, ...size];
}

/**
 * Compares the fuse wire of a program with the wanted fuses.
 * @param {Readonly<Record<string, boolean>>} wanted @param {Readonly<Record<string, boolean | undefined>>} found
 */
export function fuseFaults(wanted, found) {
  return Object.entries(wanted)
    .filter(([name, value]) => found[name] !== value)
    .map(([name, value]) => `fuse ${name} is ${found[name]}, not ${value}`);
}
