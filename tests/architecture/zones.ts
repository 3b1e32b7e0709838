/**
 * A zone is the unit of the import rules: `engine/domain`, `engine/adapters/ibkr`, `renderer/windows/chart` ...
 * Folders whose members must not know each other get one zone a member.
 */
const MEMBER_FOLDERS = ['engine/adapters', 'renderer/windows'];
const LAYERED_ROOTS = ['engine', 'main', 'renderer'];

/** The zone of a file below src/, e.g. `src/engine/risk/rules/collar.ts` -> `engine/risk`. */
export function zoneOf(path: string): string {
  const parts = path.split('/').slice(1);
  const root = parts[0] ?? '';
  if (!LAYERED_ROOTS.includes(root)) return root;
  if (parts.length <= 2) return root;
  const folder = `${root}/${parts[1]}`;
  if (MEMBER_FOLDERS.includes(folder) && parts.length > 3) return `${folder}/${parts[2]}`;
  return folder;
}

/** `engine/adapters/*` covers every adapter; a bare name covers itself alone. */
export function zoneMatches(pattern: string, zone: string): boolean {
  if (pattern.endsWith('/*')) return zone.startsWith(pattern.slice(0, -1));
  return pattern === zone;
}
