import { fail, ok, type Outcome } from '../../../domain/outcome.ts';

export type DbnVersion = 1 | 2 | 3;

export type DbnMapping = {
  readonly rawSymbol: string;
  /** `YYYYMMDD` numbers, end exclusive; the symbol is what it was called in the file's output symbology. */
  readonly intervals: readonly { readonly startDate: number; readonly endDate: number; readonly symbol: string }[];
};

export type DbnMetadata = {
  readonly version: DbnVersion;
  readonly dataset: string;
  /** 0xffff = several schemas in one stream. */
  readonly schema: number;
  readonly stypeIn: number;
  readonly stypeOut: number;
  readonly tsOut: boolean;
  readonly symbols: readonly string[];
  readonly partial: readonly string[];
  readonly notFound: readonly string[];
  readonly mappings: readonly DbnMapping[];
  /** Where the first record begins; not aligned before version 3. */
  readonly recordsAt: number;
};

export type DbnCode = 'not-dbn' | 'damaged' | 'too-new';

const prefixBytes = 8;
const fixedBytes = 100;

/** Reads the head of a DBN file or stream. Every length in it is checked against what is there. */
export function readDbnMetadata(bytes: Buffer): Outcome<DbnMetadata, DbnCode> {
  if (bytes.length < prefixBytes || bytes.toString('latin1', 0, 3) !== 'DBN')
    return fail('not-dbn', 'does not begin with DBN');
  const version = bytes[3] ?? 0;
  if (version > 3) return fail('too-new', `DBN version ${version} is newer than 3`);
  if (version < 1) return fail('not-dbn', 'DBN version 0 is a legacy container');
  const recordsAt = prefixBytes + bytes.readUInt32LE(4);
  if (recordsAt > bytes.length || recordsAt < prefixBytes + fixedBytes)
    return fail('damaged', `metadata of ${recordsAt - prefixBytes} bytes in a file of ${bytes.length}`);
  try {
    return ok(readBody(bytes.subarray(0, recordsAt), version as DbnVersion));
  } catch (error) {
    return fail('damaged', `metadata: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function readBody(bytes: Buffer, version: DbnVersion): DbnMetadata {
  const stypeAt = prefixBytes + 16 + 2 + 8 + 8 + 8 + (version === 1 ? 8 : 0);
  const symbolBytes = version === 1 ? 22 : bytes.readUInt16LE(stypeAt + 3);
  if (symbolBytes === 0) throw new Error('symbols of no length');
  // Reserved bytes fill the fixed part to one size in all versions; a schema definition has never been used.
  const reader = new ListReader(bytes, prefixBytes + fixedBytes, symbolBytes);
  reader.skip(reader.count(1));
  return {
    version,
    dataset: cString(bytes, prefixBytes, 16),
    schema: bytes.readUInt16LE(prefixBytes + 16),
    stypeIn: bytes[stypeAt] ?? 0xff,
    stypeOut: bytes[stypeAt + 1] ?? 0xff,
    tsOut: (bytes[stypeAt + 2] ?? 0) !== 0,
    symbols: reader.symbols(),
    partial: reader.symbols(),
    notFound: reader.symbols(),
    mappings: reader.mappings(),
    recordsAt: bytes.length,
  };
}

class ListReader {
  readonly #bytes: Buffer;
  readonly #symbolBytes: number;
  #at: number;

  constructor(bytes: Buffer, at: number, symbolBytes: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#symbolBytes = symbolBytes;
  }

  /** A count whose elements would reach beyond the metadata is a lie, and would exhaust the memory. */
  count(elementBytes: number): number {
    const count = this.#bytes.readUInt32LE(this.#at);
    this.#at += 4;
    if (count * elementBytes > this.#bytes.length - this.#at) throw new Error(`a list of ${count} does not fit`);
    return count;
  }

  skip(bytes: number): void {
    this.#at += bytes;
  }

  symbols(): readonly string[] {
    return Array.from({ length: this.count(this.#symbolBytes) }, () => this.#symbol());
  }

  mappings(): readonly DbnMapping[] {
    return Array.from({ length: this.count(this.#symbolBytes + 4) }, () => {
      const rawSymbol = this.#symbol();
      const intervals = Array.from({ length: this.count(this.#symbolBytes + 8) }, () => {
        const startDate = this.#bytes.readUInt32LE(this.#at);
        const endDate = this.#bytes.readUInt32LE(this.#at + 4);
        this.#at += 8;
        return { startDate, endDate, symbol: this.#symbol() };
      });
      return { rawSymbol, intervals };
    });
  }

  #symbol(): string {
    if (this.#at + this.#symbolBytes > this.#bytes.length) throw new Error('a symbol does not fit');
    const symbol = cString(this.#bytes, this.#at, this.#symbolBytes);
    this.#at += this.#symbolBytes;
    return symbol;
  }
}

/** Text up to the first NUL. */
export function cString(bytes: Buffer, at: number, most: number): string {
  const end = bytes.indexOf(0, at);
  return bytes.toString('utf8', at, end < 0 || end > at + most ? at + most : end);
}
