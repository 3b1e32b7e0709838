/**
 * Path of the first NaN or infinity in an input, or null. JSON has no word for them: they would arrive as null, and a
 * missing stop is not the same as a stop that was miscalculated.
 */
export function notFinite(value: unknown, path: readonly string[] = []): string | null {
  if (typeof value === 'number') return Number.isFinite(value) ? null : path.join('.') || 'input';
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return null;
  for (const [key, inner] of Object.entries(value)) {
    const found = notFinite(inner, [...path, key]);
    if (found !== null) return found;
  }
  return null;
}
