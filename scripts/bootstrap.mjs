// Makes a fresh clone ready: `node scripts/bootstrap.mjs [--no-build] [--browser]`. The npm commands call it by themselves.
import { endWith } from './setup/failure.mjs';
import { prepare } from './setup/prepare.mjs';
import { ensureTestBrowser } from './setup/test-browser.mjs';

try {
  const { places, progress } = await prepare({ build: !process.argv.includes('--no-build') });
  if (process.argv.includes('--browser')) await ensureTestBrowser(places, progress);
} catch (error) {
  endWith(error);
}
