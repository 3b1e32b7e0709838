// Starts Quorum: `npm start -- [--shell electron|browser] [--world practice|paper|live] [--headless]`.
import { hasDisplay } from './launch/app-window.mjs';
import { readStartOptions } from './launch/options.mjs';
import { runBrowserShell } from './launch/run-browser-shell.mjs';
import { runElectronShell } from './launch/run-electron-shell.mjs';
import { ensureElectron } from './setup/electron-binary.mjs';
import { endWith } from './setup/failure.mjs';
import { prepare } from './setup/prepare.mjs';

async function start() {
  const options = readStartOptions(process.argv.slice(2), process.env);
  const { places, progress, node } = await prepare();
  const insist = options.shell === 'electron';
  const mayUseElectron = insist || (options.shell === 'auto' && !options.headless && hasDisplay());
  const program = mayUseElectron ? await ensureElectron(places, progress, { insist }) : undefined;
  if (program !== undefined) {
    const { code, couldRun } = await runElectronShell({ program, root: places.root, options });
    if (couldRun || insist) return code;
    progress.say('Electron cannot run on this machine; a browser window takes its place');
  }
  return runBrowserShell({ node, output: places.output, options });
}

try {
  process.exit(await start());
} catch (error) {
  endWith(error);
}
