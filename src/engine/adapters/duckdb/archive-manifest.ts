import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { fail, ok, type Outcome } from '../../domain/outcome.ts';
import type { ArchiveCode, ArchiveManifest } from '../../ports/archive.ts';

export const manifestName = 'manifest.json';

/** A name that leads out of its folder is not a file of ours. */
const fileName = z.string().regex(/^[a-z0-9-]+\.parquet$/);

const manifestSchema = z.strictObject({
  format: z.literal(1),
  date: z.string().regex(/^\d{8}$/),
  fromMs: z.number(),
  toMs: z.number(),
  files: z.array(
    z.strictObject({
      name: fileName,
      holds: z.enum(['facts', 'bars', 'quotes']),
      rows: z.int().nonnegative(),
      bytes: z.int().nonnegative(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
      columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    }),
  ),
});

export async function readManifest(folder: string): Promise<Outcome<ArchiveManifest, ArchiveCode>> {
  let text: string;
  try {
    text = await readFile(join(folder, manifestName), 'utf8');
  } catch {
    return fail('no-archive', `${folder} holds no archive`);
  }
  try {
    return ok(manifestSchema.parse(JSON.parse(text)));
  } catch (error) {
    const detail = error instanceof z.ZodError ? z.prettifyError(error).split('\n')[0] : String(error);
    return fail('damaged', `${join(folder, manifestName)}: ${detail ?? ''}`);
  }
}

/** Every file of a manifest against its checksum; the first that differs is named. */
export async function checkFiles(folder: string, manifest: ArchiveManifest): Promise<Outcome<void, ArchiveCode>> {
  for (const { name, sha256 } of manifest.files) {
    const found = await sha256OfFile(join(folder, name)).catch(() => null);
    if (found === null) return fail('damaged', `${join(folder, name)} cannot be read`);
    if (found !== sha256) return fail('damaged', `${join(folder, name)} is not what was archived: its SHA-256 differs`);
  }
  return ok(undefined);
}

export async function sha256OfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const bytes of createReadStream(path)) hash.update(bytes as Buffer);
  return hash.digest('hex');
}
