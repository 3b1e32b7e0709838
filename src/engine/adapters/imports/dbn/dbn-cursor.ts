const headerBytes = 16;
const high = 2 ** 32;
/** What stands for "no price": the largest 64-bit number. */
const undefinedHigh = 0x7fffffff;
const undefinedLow = 0xffffffff;
/** Both halves of what stands for "no time". */
const undefinedTime = 0xffffffff;

/**
 * Walks the records of a file without making an object of any: a caller looks at the type and reads the fields it wants.
 * 64-bit numbers are put together from two halves, which is exact for prices up to nine million and to a quarter of a
 * microsecond for times; who needs every bit asks for a BigInt. Records lie at any offset: a DataView does not mind.
 */
export class DbnCursor {
  readonly #view: DataView;
  readonly #end: number;
  #next: number;
  /** Where the present record begins; its fields are read relative to it. */
  at = -1;
  length = 0;
  rtype = -1;

  constructor(bytes: Uint8Array, from: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#end = bytes.byteLength;
    this.#next = from;
  }

  /** False at the end, or in front of a record that is not whole: `rest` says which. */
  next(): boolean {
    const at = this.#next;
    if (at + headerBytes > this.#end) return false;
    const length = this.#view.getUint8(at) * 4;
    if (length < headerBytes || at + length > this.#end) return false;
    this.at = at;
    this.length = length;
    this.rtype = this.#view.getUint8(at + 1);
    this.#next = at + length;
    return true;
  }

  /** Bytes behind the last whole record. */
  get rest(): number {
    return this.#end - this.#next;
  }

  get publisherId(): number {
    return this.#view.getUint16(this.at + 2, true);
  }

  get instrumentId(): number {
    return this.#view.getUint32(this.at + 4, true);
  }

  get eventMs(): number {
    return this.timeMs(8);
  }

  /** Nanoseconds as ms since epoch with a fraction. */
  timeMs(field: number): number {
    const at = this.at + field;
    return (this.#view.getUint32(at + 4, true) * high + this.#view.getUint32(at, true)) / 1e6;
  }

  /** Like `timeMs`; null where there is none, as in a quote of an interval behind no trade. */
  toldMs(field: number): number | null {
    const at = this.at + field;
    const isTold =
      this.#view.getUint32(at + 4, true) !== undefinedTime || this.#view.getUint32(at, true) !== undefinedTime;
    return isTold ? this.timeMs(field) : null;
  }

  /** A price of billionths; null where there is none. */
  price(field: number): number | null {
    const at = this.at + field;
    const top = this.#view.getInt32(at + 4, true);
    const low = this.#view.getUint32(at, true);
    return top === undefinedHigh && low === undefinedLow ? null : (top * high + low) / 1e9;
  }

  /** As a double: exact up to 2^53. */
  wide(field: number): number {
    const at = this.at + field;
    return this.#view.getUint32(at + 4, true) * high + this.#view.getUint32(at, true);
  }

  u8(field: number): number {
    return this.#view.getUint8(this.at + field);
  }

  u16(field: number): number {
    return this.#view.getUint16(this.at + field, true);
  }

  u32(field: number): number {
    return this.#view.getUint32(this.at + field, true);
  }

  i32(field: number): number {
    return this.#view.getInt32(this.at + field, true);
  }

  u64(field: number): bigint {
    return this.#view.getBigUint64(this.at + field, true);
  }

  i64(field: number): bigint {
    return this.#view.getBigInt64(this.at + field, true);
  }
}
