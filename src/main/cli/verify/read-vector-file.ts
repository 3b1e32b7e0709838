import { fail, ok, type Outcome } from '../../../engine/domain/outcome.ts';
import { record, text } from './fields.ts';
import { MalformedVectors, type VectorFile } from './verifier.ts';

/** Far above any file of reference values; what is larger was not meant for this. */
export const mostVectorBytes = 64 * 1024 * 1024;

/** The content of a file of reference values, up to its header: what the kind of file asks for is its verifier's to read. */
export function readVectorFile(bytes: Uint8Array): Outcome<VectorFile, 'malformed'> {
  if (bytes.byteLength > mostVectorBytes)
    return fail('malformed', `larger than ${mostVectorBytes / 1024 / 1024} MiB (${bytes.byteLength} bytes)`);
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    const file = record(parsed, 'the file');
    const header = record(file['header'], 'header');
    return ok({ ...file, header: { ...header, id: text(header['id'], 'header.id') } });
  } catch (error) {
    if (error instanceof MalformedVectors) return fail('malformed', error.message);
    return fail('malformed', `not readable as JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
