import type { Credential } from '../../engine/contract/host-contract.ts';
import type { VendorSecrets } from '../../engine/contract/supervision.ts';
import { ok, type Outcome } from '../../engine/domain/outcome.ts';
import { readDotEnv } from './dot-env.ts';
import type { SecretStore } from './secret-store.ts';

export type CredentialKeeper = {
  /** Names and where they lie; never a value. */
  rows(): readonly Credential[];
  onChange(listener: (rows: readonly Credential[], gone: readonly string[]) => void): () => void;
  save(name: string, value: string): Promise<Outcome<{ readonly where: SecretStore['kind'] }>>;
  remove(name: string): Outcome<void>;
  /** Everything a vendor connection may need, for the one process that makes them. */
  secrets(): VendorSecrets;
  onSecrets(listener: (secrets: VendorSecrets) => void): () => void;
};

/** Opens the trader's keys once at start and keeps rows and values in step with what is stored. */
export async function openCredentials(parts: {
  readonly home: string;
  readonly store: SecretStore;
}): Promise<CredentialKeeper> {
  const { store, home } = parts;
  const values = new Map<string, string>();
  const problems = new Map<string, string>();
  const environment = readDotEnv(home);
  const rowListeners = new Set<(rows: readonly Credential[], gone: readonly string[]) => void>();
  const secretListeners = new Set<(secrets: VendorSecrets) => void>();

  for (const name of store.names()) {
    const value = await store.read(name);
    if (value.ok) values.set(name, value.value);
    else problems.set(name, value.failure.message);
  }

  const rows = (): readonly Credential[] =>
    store.names().map((name) => ({ name, where: store.kind, problem: problems.get(name) ?? null }));
  const secrets = (): VendorSecrets => ({ stored: Object.fromEntries(values), environment });
  function tell(gone: readonly string[]): void {
    for (const listener of rowListeners) listener(rows(), gone);
    for (const listener of secretListeners) listener(secrets());
  }

  return {
    rows,
    secrets,
    onChange: (listener) => {
      rowListeners.add(listener);
      return () => rowListeners.delete(listener);
    },
    onSecrets: (listener) => {
      secretListeners.add(listener);
      return () => secretListeners.delete(listener);
    },
    save: async (name, value) => {
      const saved = await store.save(name, value);
      if (!saved.ok) return saved;
      values.set(name, value);
      problems.delete(name);
      tell([]);
      return ok({ where: store.kind });
    },
    remove: (name) => {
      const removed = store.remove(name);
      if (!removed.ok) return removed;
      values.delete(name);
      problems.delete(name);
      tell([name]);
      return ok(undefined);
    },
  };
}
