import type { Outcome } from '../../engine/domain/outcome.ts';
import type { Secrets } from '../../engine/ports/secrets.ts';

/** A keychain the trader can put keys into. Values go in and to vendors, never back to a window. */
export interface SecretStore extends Secrets {
  /** Where values lie, as it is shown beside them. */
  readonly kind: 'keychain' | 'encrypted-file';
  names(): readonly string[];
  save(name: string, value: string): Promise<Outcome<void, 'no-keychain' | 'locked' | 'unwritable'>>;
  remove(name: string): Outcome<void, 'unwritable'>;
}
