const prefix = 'import-';

/** What was read from a file names its format as the source; no vendor is called so. */
export function importedSource(format: string): string {
  return prefix + format;
}

export const anyImportedSource = `${prefix}*`;
