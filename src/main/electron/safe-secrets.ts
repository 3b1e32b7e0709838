import { readFileSync } from 'node:fs';
import { safeStorage } from 'electron';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import type { SecretStore } from '../host/secret-store.ts';
import { writePrivate } from '../host/write-private.ts';

const sealedSchema = z.record(z.string(), z.string());

/** Keys sealed by the operating system's keychain. Without one (Linux `basic_text`) nothing is stored. */
export function createSafeSecrets(path: string): SecretStore {
  const sealed = new Map<string, string>(Object.entries(readSealed(path)));
  const usable = async (): Promise<Outcome<void, 'no-keychain'>> => {
    if (!(await safeStorage.isAsyncEncryptionAvailable()))
      return fail('no-keychain', 'The system offers no keychain, so keys cannot be kept safely.');
    if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text') {
      return fail(
        'no-keychain',
        'No keyring service runs, so keys would lie in plain text. Start gnome-keyring or KWallet, or use environment variables.',
      );
    }
    return ok(undefined);
  };
  const write = (): void => writePrivate(path, JSON.stringify(Object.fromEntries(sealed)));
  return {
    kind: 'keychain',
    names: () => [...sealed.keys()],
    has: (name) => sealed.has(name),
    read: async (name) => {
      const value = sealed.get(name);
      if (value === undefined) return fail('missing', `There is no key called ${name}.`);
      const ready = await usable();
      if (!ready.ok) return fail('locked', ready.failure.message);
      try {
        return ok((await safeStorage.decryptStringAsync(Buffer.from(value, 'base64'))).result);
      } catch {
        return fail('locked', `The keychain did not open the key ${name}.`);
      }
    },
    save: async (name, value) => {
      const ready = await usable();
      if (!ready.ok) return ready;
      try {
        sealed.set(name, (await safeStorage.encryptStringAsync(value)).toString('base64'));
        write();
        return ok(undefined);
      } catch (error) {
        return fail('unwritable', `The key ${name} was not saved: ${(error as Error).message}`);
      }
    },
    remove: (name) => {
      try {
        if (sealed.delete(name)) write();
        return ok(undefined);
      } catch (error) {
        return fail('unwritable', `${path} cannot be written: ${(error as Error).message}`);
      }
    },
  };
}

function readSealed(path: string): Record<string, string> {
  try {
    return sealedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return {};
  }
}
