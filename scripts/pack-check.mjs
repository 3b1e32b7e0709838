// Packages the built program against a stand-in for Electron and looks at the result: `npm run pack:check`.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fuses } from '../build/fuses.mjs';
import { fuseFaults, packagingFaults } from './packaging/expectations.mjs';
import { writeFakeElectron } from './packaging/fake-electron.mjs';
import { readFuses, readPackage } from './packaging/read-package.mjs';
import { endWith, SetupFailure } from './setup/failure.mjs';
import { placesOf } from './setup/places.mjs';
import { runCommand } from './setup/run-command.mjs';

/** @param {string} folder */
async function check(folder) {
  const { root, packages } = placesOf();
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFakeElectron(join(folder, 'electron'), devDependencies.electron);
  const parameters = ['--dir', '--linux', '--x64', '--config', 'electron-builder.config.mjs'];
  const places = [`-c.electronDist=${join(folder, 'electron')}`, `-c.directories.output=${join(folder, 'dist')}`];
  const builder = join(packages, 'electron-builder', 'cli.js');
  const result = await runCommand(process.execPath, [builder, ...parameters, ...places], { cwd: root });
  if (result.code !== 0) throw new SetupFailure(`Packaging failed:\n${result.output}`);
  const unpacked = join(folder, 'dist', 'linux-unpacked');
  const packaged = readPackage(unpacked);
  const faults = [...packagingFaults(packaged), ...fuseFaults(fuses, await readFuses(join(unpacked, 'quorum')))];
  if (faults.length > 0) throw new SetupFailure(`The package is not as wanted:\n${faults.join('\n')}`);
  process.stdout.write(`packaged ${packaged.entries.length} entries, ${packaged.bytes} bytes, fuses as wanted\n`);
}

const folder = mkdtempSync(join(tmpdir(), 'quorum-pack-'));
try {
  await check(folder);
} catch (error) {
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  endWith(error);
}
rmSync(folder, { recursive: true, force: true });
