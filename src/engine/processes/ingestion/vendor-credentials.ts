import type { VendorCatalogue } from '../../contract/health-schemas.ts';
import type { VendorEndpoints, VendorSecrets } from '../../contract/supervision.ts';
import type { CredentialField, Credentials, Vendor } from '../../ports/vendor.ts';

export type CredentialSources = { readonly secrets: VendorSecrets; readonly practice: VendorEndpoints | null };

type Found = { readonly value: string; readonly from: VendorCatalogue['fields'][number]['from'] };

/** The emulator's key in practice; else the saved one, else the environment's. */
function find(vendor: Vendor, field: CredentialField, { secrets, practice }: CredentialSources): Found {
  const emulated = practice?.[vendor.id]?.credentials[field.name];
  if (emulated !== undefined) return { value: emulated, from: 'practice' };
  if (practice !== null) return { value: '', from: 'none' };
  const saved = secrets.stored[`${vendor.id}.${field.name}`];
  if (saved !== undefined) return { value: saved, from: 'saved' };
  const set = secrets.environment[field.environment] ?? '';
  return set === '' ? { value: '', from: 'none' } : { value: set, from: 'environment' };
}

export function credentialsOf(
  vendors: readonly Vendor[],
  sources: CredentialSources,
): Readonly<Record<string, Credentials>> {
  const entries = vendors.map((vendor) => {
    const fields = vendor.credentials.map((field) => [field.name, find(vendor, field, sources).value] as const);
    return [vendor.id, Object.fromEntries(fields.filter(([, value]) => value !== ''))] as const;
  });
  return Object.fromEntries(entries);
}

/** Values that must not come back from a vendor into anything kept or shown. */
export function secretsIn(
  vendors: readonly Vendor[],
  credentials: Readonly<Record<string, Credentials>>,
): readonly string[] {
  return vendors.flatMap((vendor) =>
    vendor.credentials.flatMap(({ name, secret }) => (secret ? (credentials[vendor.id]?.[name] ?? []) : [])),
  );
}

/** What each vendor asks for and where it was found, for Settings; never a value. */
export function catalogueOf(vendor: Vendor, sources: CredentialSources): VendorCatalogue {
  const { id, title, summary, homepage } = vendor;
  const fields = vendor.credentials.map((field) => ({ ...field, from: find(vendor, field, sources).from }));
  return { vendor: id, title, summary, homepage, fields };
}
