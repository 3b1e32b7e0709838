import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';

/** The packager's name of every fuse, and its place on the wire. */
const WIRE_PLACES = {
  runAsNode: FuseV1Options.RunAsNode,
  enableCookieEncryption: FuseV1Options.EnableCookieEncryption,
  enableNodeOptionsEnvironmentVariable: FuseV1Options.EnableNodeOptionsEnvironmentVariable,
  enableNodeCliInspectArguments: FuseV1Options.EnableNodeCliInspectArguments,
  enableEmbeddedAsarIntegrityValidation: FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
  onlyLoadAppFromAsar: FuseV1Options.OnlyLoadAppFromAsar,
  loadBrowserProcessSpecificV8Snapshot: FuseV1Options.LoadBrowserProcessSpecificV8Snapshot,
  grantFileProtocolExtraPrivileges: FuseV1Options.GrantFileProtocolExtraPrivileges,
};

/** What is inside a packaged program. @param {string} folder the unpacked program, e.g. dist/linux-unpacked */
export function readPackage(folder) {
  const archive = join(folder, 'resources', 'app.asar');
  const unpacked = join(folder, 'resources', 'app.asar.unpacked');
  return {
    entries: listPackage(archive, { isPack: false }).map((path) => path.replaceAll('\\', '/')),
    bytes: statSync(archive).size,
    nativeLibraries: readdirSync(unpacked, { recursive: true, encoding: 'utf8' }).filter((path) =>
      path.endsWith('.node'),
    ),
  };
}

/** The fuses of a program file, by the packager's names. @param {string} program */
export async function readFuses(program) {
  const wire = await getCurrentFuseWire(program);
  return Object.fromEntries(Object.entries(WIRE_PLACES).map(([name, place]) => [name, stateOf(wire[place])]));
}

/** @param {FuseState | undefined} state */
function stateOf(state) {
  if (state === FuseState.ENABLE) return true;
  return state === FuseState.DISABLE ? false : undefined;
}
