/** What a zone may import besides itself. The table of docs/architecture: who may import whom. */
export type ImportRule = {
  readonly zone: string;
  readonly zones: readonly string[];
  /** Single files beyond the zones. */
  readonly files?: readonly string[];
  readonly packages?: readonly string[];
  readonly node?: boolean;
};

const SERVICES = [
  'ingestion',
  'analytics',
  'confluence',
  'strategies',
  'risk',
  'execution',
  'journal',
  'alerts',
  'overseer',
  'reports',
  'distribution',
  'screener',
  'research',
  'workflows',
];

/** Services know each other only here: what is read together, and check-and-send that a queue must not separate. */
const SERVICE_FRIENDS: Readonly<Record<string, readonly string[]>> = {
  confluence: ['engine/analytics'],
  strategies: ['engine/analytics'],
  execution: ['engine/risk', 'engine/journal'],
};

const ADAPTER_PACKAGES: Readonly<Record<string, readonly string[]>> = {
  duckdb: ['@duckdb/node-api'],
  edgar: ['fast-xml-parser'],
  'feeds-file': ['yaml'],
  ibkr: ['@stoqey/ib'],
  prometheus: ['prom-client'],
  sqlite: ['better-sqlite3'],
  system: ['undici'],
};

const SHELL = ['main/host', 'engine/contract', 'engine/link', 'engine/domain'];
const UI_PACKAGES = [
  'react',
  'react-dom',
  'zustand',
  'zod',
  'ag-grid-community',
  'dockview-react',
  'fancy-canvas',
  'lightweight-charts',
  'lucide-react',
];
const UI_CORE = ['engine/domain', 'engine/contract', 'engine/link'];

const engineRules: readonly ImportRule[] = [
  { zone: 'engine/domain', zones: [] },
  { zone: 'engine/quant', zones: ['engine/domain'] },
  { zone: 'engine/ports', zones: ['engine/domain'] },
  { zone: 'engine/contract', zones: ['engine/domain'], packages: ['zod'] },
  {
    zone: 'engine/link',
    zones: ['engine/contract', 'engine/domain', 'engine/ports'],
    packages: ['ws', 'zod'],
    node: true,
  },
  ...SERVICES.map((service) => ({
    zone: `engine/${service}`,
    zones: ['engine/domain', 'engine/quant', 'engine/ports', ...(SERVICE_FRIENDS[service] ?? [])],
    packages: ['zod'],
  })),
  // The list that names every adapter, and what all of them share, sits beside the adapters.
  {
    zone: 'engine/adapters',
    zones: ['engine/domain', 'engine/ports', 'engine/adapters/*'],
    packages: ['zod'],
    node: true,
  },
  {
    // What every vendor's folder reads numbers, dates and bodies with; it knows none of them.
    zone: 'engine/adapters/*',
    zones: ['engine/domain', 'engine/ports', 'engine/adapters/vendor-kit'],
    packages: ['zod', 'ws'],
    node: true,
  },
  // Simulators say what they do through the same log; any other port would let both sides share a mistake.
  {
    zone: 'engine/simulators',
    zones: ['engine/domain', 'engine/quant'],
    files: ['src/engine/ports/log.ts'],
    packages: ['ws'],
    node: true,
  },
  {
    zone: 'engine/processes',
    zones: ['engine/*', 'engine/adapters/*'],
    packages: ['zod'],
    node: true,
  },
];

const shellRules: readonly ImportRule[] = [
  {
    zone: 'main/host',
    zones: ['engine/contract', 'engine/link', 'engine/domain', 'engine/ports'],
    // The version number.
    files: ['package.json'],
    packages: ['zod'],
    node: true,
  },
  { zone: 'main/electron', zones: SHELL, packages: ['electron', 'zod'], node: true },
  { zone: 'main/browser', zones: SHELL, packages: ['ws', 'zod'], node: true },
  // The command line runs gex, greeks, iv and score on files, with no engine beside it.
  { zone: 'main/cli', zones: [...SHELL, 'engine/quant'], packages: ['ws', 'zod'], node: true },
  { zone: 'preload', zones: ['engine/contract', 'engine/link'], packages: ['electron'] },
];

const rendererRules: readonly ImportRule[] = [
  { zone: 'renderer', zones: ['renderer/*', 'renderer/windows/*', ...UI_CORE], packages: UI_PACKAGES },
  { zone: 'renderer/theme', zones: [], packages: UI_PACKAGES },
  { zone: 'renderer/bridge', zones: UI_CORE, packages: UI_PACKAGES },
  { zone: 'renderer/stores', zones: ['renderer/bridge', ...UI_CORE], packages: UI_PACKAGES },
  {
    zone: 'renderer/components',
    zones: ['renderer/bridge', 'renderer/stores', 'renderer/theme', ...UI_CORE],
    packages: UI_PACKAGES,
  },
  // The frame reads the list of windows, never a window.
  {
    zone: 'renderer/frame',
    zones: [
      'renderer/bridge',
      'renderer/stores',
      'renderer/components',
      'renderer/theme',
      'renderer/windows',
      ...UI_CORE,
    ],
    packages: UI_PACKAGES,
  },
  {
    zone: 'renderer/windows',
    zones: ['renderer/frame', 'renderer/components', 'renderer/stores', 'renderer/windows/*', ...UI_CORE],
    packages: UI_PACKAGES,
  },
  {
    zone: 'renderer/windows/*',
    zones: [
      'renderer/bridge',
      'renderer/stores',
      'renderer/components',
      'renderer/frame',
      'renderer/theme',
      ...UI_CORE,
    ],
    packages: UI_PACKAGES,
  },
];

export const IMPORT_RULES: readonly ImportRule[] = [...engineRules, ...shellRules, ...rendererRules];

/** Packages one adapter may use because it is the adapter of exactly that package. */
export function ownPackages(zone: string): readonly string[] {
  const adapter = zone.startsWith('engine/adapters/') ? zone.slice('engine/adapters/'.length) : '';
  return ADAPTER_PACKAGES[adapter] ?? [];
}
