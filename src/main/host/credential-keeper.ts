import { credentialVariables } from '../../engine/contract/credential-variables.ts';
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
  /** Of this process. */
  readonly variables?: NodeJS.ProcessEnv;
}): Promise<CredentialKeeper> {
  const { store, home, variables = process.env } = parts;
  const values = new Map<string, string>();
  const problems = new Map<string, string>();
  const environment = { ...readDotEnv(home), ...keysIn(variables) };
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

/**
 * The vendors' keys that an environment holds, which go before those of a file. Of the rest nothing is taken: every value
 * handed on is hidden in the logs. An empty variable is one that a container was given no value for.
 */
function keysIn(variables: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const told = credentialVariables.map((name) => [name, variables[name] ?? ''] as const);
  return Object.fromEntries(told.filter(([, value]) => value !== ''));
}
