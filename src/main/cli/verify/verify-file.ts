import { fail, ok, type Outcome } from '../../../engine/domain/outcome.ts';
import { collector, type QuantitySummary } from './collector.ts';
import { readVectorFile } from './read-vector-file.ts';
import { verifiers } from './registry.ts';
import { MalformedVectors, type VectorFile } from './verifier.ts';

export type FileVerdict = {
  readonly id: string;
  readonly title: string;
  readonly comparisons: number;
  readonly exceeded: number;
  readonly quantities: readonly QuantitySummary[];
};

/** 'malformed' = not a file of a known kind; 'failed' = our own functions broke off on its inputs. */
export type VerifyFailure = 'malformed' | 'failed';

/** Our functions over one file's inputs, every output compared with its reference. */
export function verifyVectors(file: VectorFile): Outcome<FileVerdict, VerifyFailure> {
  const { id, title } = file.header;
  const verifier = verifiers.get(id);
  if (verifier === undefined) return fail('malformed', `header.id: "${id}" is unknown; known are ${knownIds()}`);
  const compared = collector();
  try {
    verifier(file, compared);
  } catch (error) {
    if (error instanceof MalformedVectors) return fail('malformed', error.message);
    return fail('failed', `broke off: ${error instanceof Error ? error.message : String(error)}`);
  }
  const quantities = compared.summary();
  const sum = (pick: (summary: QuantitySummary) => number) => quantities.reduce((total, each) => total + pick(each), 0);
  const comparisons = sum(({ count }) => count);
  if (comparisons === 0) return fail('malformed', 'the file has nothing to compare');
  const verdict = { id, title: typeof title === 'string' ? title : id, comparisons };
  return ok({ ...verdict, exceeded: sum(({ exceeded }) => exceeded), quantities });
}

export function verifyBytes(bytes: Uint8Array): Outcome<FileVerdict, VerifyFailure> {
  const file = readVectorFile(bytes);
  return file.ok ? verifyVectors(file.value) : file;
}

function knownIds(): string {
  return [...verifiers.keys()].toSorted().join(', ');
}
