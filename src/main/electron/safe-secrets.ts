import { safeStorage } from 'electron';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import { openSealedFile } from '../host/sealed-file.ts';
import type { SecretStore } from '../host/secret-store.ts';

const sealedSchema = z.record(z.string(), z.string());

/** Keys sealed by the operating system's keychain. Without one (Linux `basic_text`) nothing is stored. */
export function createSafeSecrets(path: string): SecretStore {
  const file = openSealedFile(path, { empty: {}, parse: (value) => sealedSchema.parse(value) });
  const valueOf = (name: string): string | undefined =>
    Object.hasOwn(file.content(), name) ? file.content()[name] : undefined;
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
  return {
    kind: 'keychain',
    names: () => Object.keys(file.content()),
    has: (name) => valueOf(name) !== undefined,
    read: async (name) => {
      const value = valueOf(name);
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
        const sealed = (await safeStorage.encryptStringAsync(value)).toString('base64');
        return file.write({ ...file.content(), [name]: sealed });
      } catch (error) {
        return fail('unwritable', `The key ${name} was not saved: ${(error as Error).message}`);
      }
    },
    remove: (name) => {
      const { [name]: gone, ...rest } = file.content();
      return gone === undefined ? ok(undefined) : file.write(rest);
    },
  };
}
