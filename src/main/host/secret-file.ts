import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import { credentialNameSchema } from '../../engine/contract/host-contract.ts';
import { openSealedFile } from './sealed-file.ts';
import type { SecretStore } from './secret-store.ts';
import { tighten } from './tighten.ts';

const sealedSchema = z.object({
  version: z.literal(1),
  /** Of the passphrase; empty when a key file opens the values. */
  salt: z.string(),
  values: z.record(credentialNameSchema, z.string()),
});
type Sealed = z.output<typeof sealedSchema>;

const algorithm = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

/** The name is bound to the value, so that one key cannot be put in another's place. */
function seal(key: Buffer, name: string, value: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(name));
  const body = Buffer.concat([cipher.update(value, 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64');
}

function unseal(key: Buffer, name: string, sealed: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, ivBytes), { authTagLength: tagBytes })
    .setAAD(Buffer.from(name))
    .setAuthTag(bytes.subarray(ivBytes, ivBytes + tagBytes));
  return Buffer.concat([decipher.update(bytes.subarray(ivBytes + tagBytes)), decipher.final()]).toString('utf8');
}

const nothingSealed: Sealed = { version: 1, salt: '', values: {} };

/** A random key beside the values: whoever copies the one file alone has nothing. */
function keyFromFile(path: string): Buffer {
  if (existsSync(path)) {
    // Behind a link somebody else may have chosen the key, and could read what is closed with it.
    if (!lstatSync(path).isFile()) throw new Error(`${path} is no file of ours`);
    tighten(path);
    return Buffer.from(readFileSync(path, 'utf8').trim(), 'hex');
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const key = randomBytes(32);
  writeFileSync(path, key.toString('hex'), { mode: 0o600, flag: 'wx' });
  return key;
}

/**
 * Vendor keys in an encrypted file, for shells without a keychain. With a passphrase nothing that opens it is on disk;
 * without one a key file in another folder does, which keeps copies and backups of the data folder safe, not more.
 */
export function createSecretFile(options: {
  readonly path: string;
  readonly keyPath: string;
  readonly passphrase: string | null;
}): SecretStore {
  const { path, keyPath, passphrase } = options;
  const file = openSealedFile<Sealed>(path, { empty: nothingSealed, parse: (value) => sealedSchema.parse(value) });
  const valueOf = (name: string): string | undefined => {
    const { values } = file.content();
    return Object.hasOwn(values, name) ? values[name] : undefined;
  };
  let known: { readonly key: Buffer; readonly salt: string } | null = null;

  function keyAndSalt(): { readonly key: Buffer; readonly salt: string } {
    known ??= passphrase === null ? { key: keyFromFile(keyPath), salt: '' } : keyFromWords(passphrase);
    return known;
  }

  function keyFromWords(words: string): { readonly key: Buffer; readonly salt: string } {
    const salt = file.content().salt || randomBytes(16).toString('hex');
    return { key: scryptSync(words, Buffer.from(salt, 'hex'), 32, { N: 1 << 15, maxmem: 64 * 1024 * 1024 }), salt };
  }

  return {
    kind: 'encrypted-file',
    names: () => Object.keys(file.content().values),
    has: (name) => valueOf(name) !== undefined,
    read: (name) => Promise.resolve(readOne(name)),
    save: (name, value) => Promise.resolve(keep(name, value)),
    remove: (name) => {
      const { [name]: gone, ...rest } = file.content().values;
      return gone === undefined ? ok(undefined) : file.write({ ...file.content(), values: rest });
    },
  };

  function readOne(name: string): Outcome<string, 'missing' | 'locked'> {
    const value = valueOf(name);
    if (value === undefined) return fail('missing', `There is no key called ${name}.`);
    try {
      return ok(unseal(keyAndSalt().key, name, value));
    } catch {
      return fail('locked', `The key ${name} in ${path} does not open: ${whyLocked()}`);
    }
  }

  function keep(name: string, value: string): Outcome<void, 'unwritable' | 'locked'> {
    try {
      const { key, salt } = keyAndSalt();
      if (!fits(key))
        return fail('locked', `The key ${name} was not saved, since none of those in ${path} opens: ${whyLocked()}`);
      const { values } = file.content();
      return file.write({ version: 1, salt, values: { ...values, [name]: seal(key, name, value) } });
    } catch (error) {
      return fail('unwritable', `The key ${name} was not saved: ${(error as Error).message}`);
    }
  }

  /**
   * A key saved under another passphrase than those beside it would open at no start together with them. Where nobody
   * chose the passphrase, and the key file is another one, keys are entered again one by one.
   */
  function fits(key: Buffer): boolean {
    const { salt, values } = file.content();
    const kept = Object.entries(values);
    if (kept.length === 0 || (passphrase === null && salt === '')) return true;
    return kept.some(([name, value]) => opens(key, name, value));
  }

  function whyLocked(): string {
    const isClosedByWords = file.content().salt !== '';
    if (passphrase === null && !isClosedByWords) return `${keyPath} is not its key. Enter it again.`;
    if (passphrase === null) return 'QUORUM_PASSPHRASE, with which it was closed, is not set.';
    return isClosedByWords
      ? 'QUORUM_PASSPHRASE does not open it.'
      : 'it was closed without QUORUM_PASSPHRASE, which is set now.';
  }
}

function opens(key: Buffer, name: string, value: string): boolean {
  try {
    unseal(key, name, value);
    return true;
  } catch {
    return false;
  }
}
