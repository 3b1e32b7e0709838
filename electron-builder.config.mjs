import { fuses } from './build/fuses.mjs';

// Signing is by environment alone: CSC_LINK and CSC_KEY_PASSWORD (WIN_CSC_LINK, WIN_CSC_KEY_PASSWORD on Windows),
// and for notarisation APPLE_ID, APPLE_APP_SPECIFIC_PASSWORD and APPLE_TEAM_ID. Without them packages are unsigned.
const notarize = ['APPLE_ID', 'APPLE_APP_SPECIFIC_PASSWORD', 'APPLE_TEAM_ID'].every((name) =>
  Boolean(process.env[name]),
);

/** @type {import('electron-builder').Configuration} */
export default {
  appId: 'app.quorum.workstation',
  productName: 'Quorum',
  // deb refuses a package without a home page.
  extraMetadata: { homepage: process.env['QUORUM_HOMEPAGE'] ?? 'https://quorum.invalid' },
  directories: { output: 'dist', buildResources: 'build' },
  artifactName: '${productName}-${version}-${os}-${arch}.${ext}',
  files: [
    'package.json',
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    '!out/**/*.map',
    '!out/main/{browser-shell,cli}.js',
    '!**/*.md',
    // The native SQLite module: its one prebuilt library for this platform, not its C sources.
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
    '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node',
    '!node_modules/node-addon-api',
  ],
  asar: true,
  asarUnpack: ['node_modules/better-sqlite3/prebuilds/**'],
  electronFuses: fuses,
  // Prebuilt N-API libraries fit Electron and Node alike: nothing is compiled.
  npmRebuild: false,
  nodeGypRebuild: false,
  publish: null,
  win: { target: [{ target: 'nsis', arch: ['x64'] }] },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowToChangeInstallationDirectory: true,
    deleteAppDataOnUninstall: false,
  },
  mac: {
    target: [
      { target: 'dmg', arch: ['x64', 'arm64'] },
      { target: 'zip', arch: ['x64', 'arm64'] },
    ],
    category: 'public.app-category.finance',
    hardenedRuntime: true,
    notarize,
  },
  linux: {
    target: [
      { target: 'AppImage', arch: ['x64'] },
      { target: 'deb', arch: ['x64'] },
    ],
    executableName: 'quorum',
    category: 'Office;Finance',
    synopsis: 'Where independent signals agree, how strongly, and why',
    maintainer: 'Quorum <maintainers@quorum.invalid>',
  },
};
