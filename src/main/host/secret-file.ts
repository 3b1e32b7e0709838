import { createCipheriv, createDecipheriv, randomBytes, scryptSync } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../engine/domain/outcome.ts';
import { credentialNameSchema } from '../../engine/contract/host-contract.ts';
import type { SecretStore } from './secret-store.ts';
import { tighten } from './tighten.ts';
import { writePrivate } from './write-private.ts';

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

/** Null when there is a file and it is not one of ours: its keys may still be wanted. */
function readSealed(path: string): Sealed | null {
  try {
    return sealedSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? nothingSealed : null;
  }
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
  const found = readSealed(path);
  let damaged = found === null;
  let sealed = found ?? nothingSealed;
  tighten(path);
  let known: Buffer | null = null;

  function key(): Buffer {
    if (known) return known;
    if (passphrase !== null) {
      if (sealed.salt === '') sealed = { ...sealed, salt: randomBytes(16).toString('hex') };
      known = scryptSync(passphrase, Buffer.from(sealed.salt, 'hex'), 32, { N: 1 << 15, maxmem: 64 * 1024 * 1024 });
    } else known = keyFromFile(keyPath);
    return known;
  }

  return {
    kind: 'encrypted-file',
    names: () => Object.keys(sealed.values),
    has: (name) => Object.hasOwn(sealed.values, name),
    read: (name) => Promise.resolve(readOne(name)),
    save: (name, value) => Promise.resolve(keep(name, value)),
    remove: (name) => {
      const { [name]: gone, ...rest } = sealed.values;
      if (gone === undefined) return ok(undefined);
      return store({ ...sealed, values: rest });
    },
  };

  function readOne(name: string): Outcome<string, 'missing' | 'locked'> {
    const value = Object.hasOwn(sealed.values, name) ? sealed.values[name] : undefined;
    if (value === undefined) return fail('missing', `There is no key called ${name}.`);
    try {
      return ok(unseal(key(), name, value));
    } catch {
      return fail(
        'locked',
        passphrase === null
          ? `The key ${name} in ${path} does not open with ${keyPath}. Enter it again.`
          : `QUORUM_PASSPHRASE does not open the key ${name} in ${path}.`,
      );
    }
  }

  function keep(name: string, value: string): Outcome<void, 'unwritable'> {
    try {
      const opened = key();
      return store({ ...sealed, values: { ...sealed.values, [name]: seal(opened, name, value) } });
    } catch (error) {
      return fail('unwritable', `The key ${name} was not saved: ${(error as Error).message}`);
    }
  }

  function store(next: Sealed): Outcome<void, 'unwritable'> {
    try {
      if (damaged) renameSync(path, `${path}.damaged`);
      damaged = false;
      writePrivate(path, `${JSON.stringify(next)}\n`);
      sealed = next;
      return ok(undefined);
    } catch (error) {
      return fail('unwritable', `${path} cannot be written: ${(error as Error).message}`);
    }
  }
}
