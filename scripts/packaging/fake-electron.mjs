import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46]);
/** Marks the fuse wire in every Electron program; followed by its version, the number of fuses and one digit a fuse. */
const SENTINEL = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX');
const WIRE = Buffer.concat([Buffer.from([1, 9]), Buffer.from('101100101')]);
const PADDING = Buffer.alloc(4096, 0x90);

/** Files a real Electron distribution for Linux has and the packager looks for. */
const FILES = ['LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'chrome_crashpad_handler', 'locales/en-US.pak'];

/**
 * A folder that looks like an Electron distribution to the packager, so that packaging can be checked offline.
 * Every fuse that must end off starts on and the other way round: flipping has to really happen.
 * @param {string} folder @param {string} version
 */
export function writeFakeElectron(folder, version) {
  mkdirSync(join(folder, 'locales'), { recursive: true });
  mkdirSync(join(folder, 'resources'), { recursive: true });
  for (const file of FILES) writeFileSync(join(folder, file), file);
  writeFileSync(join(folder, 'version'), version);
  const program = join(folder, 'electron');
  writeFileSync(program, Buffer.concat([ELF, PADDING, SENTINEL, WIRE, PADDING]));
  chmodSync(program, 0o755);
}
