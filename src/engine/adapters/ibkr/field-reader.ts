const nul = 0;
const zero = 48;
const nine = 57;
const dot = 46;
const minus = 45;
/** TWS writes "not known" as the largest double; nothing real is near it. */
const unsetAbove = 1e300;
/** Digits that a double holds exactly together with a power of ten up to 1e22: the division is correctly rounded. */
const exactDigits = 15;
const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * Reads NUL-terminated fields out of one frame in place: no strings for numbers, no arrays. One instance is reused
 * for every frame of a connection.
 */
export class FieldReader {
  #buffer: Buffer = Buffer.alloc(0);
  #at = 0;
  #end = 0;

  reset(buffer: Buffer, start: number, end: number): void {
    this.#buffer = buffer;
    this.#at = start;
    this.#end = end;
  }

  /** Throws past the end of the frame: a short frame is corrupt, not zero. */
  text(): string {
    const start = this.#at;
    return this.#buffer.toString('utf8', start, this.#skip());
  }

  skip(fields = 1): void {
    for (let left = fields; left > 0; left -= 1) this.#skip();
  }

  get exhausted(): boolean {
    return this.#at >= this.#end;
  }

  int(): number {
    const value = this.number();
    return Number.isNaN(value) ? 0 : Math.trunc(value);
  }

  /** NaN when the field is empty, unset, infinite or not a number. */
  number(): number {
    const buffer = this.#buffer;
    const start = this.#at;
    let at = start;
    const negative = buffer[at] === minus;
    if (negative) at += 1;
    let mantissa = 0;
    let digits = 0;
    let decimals = -1;
    for (; at < this.#end; at += 1) {
      const byte = buffer[at] ?? nul;
      if (byte >= zero && byte <= nine) {
        mantissa = mantissa * 10 + (byte - zero);
        digits += 1;
        if (decimals >= 0) decimals += 1;
      } else if (byte === dot && decimals < 0) decimals = 0;
      else break;
    }
    if (at < this.#end && buffer[at] === nul && digits > 0 && digits <= exactDigits) {
      this.#at = at + 1;
      const value = decimals > 0 ? mantissa / (powers[decimals] ?? 1) : mantissa;
      return negative ? -value : value;
    }
    return this.#slowNumber(start);
  }

  #slowNumber(start: number): number {
    const text = this.#buffer.toString('latin1', start, this.#skip()).replaceAll(',', '');
    if (text === '') return Number.NaN;
    const value = Number(text);
    return Math.abs(value) < unsetAbove ? value : Number.NaN;
  }

  /** Position of the terminating NUL; moves behind it. */
  #skip(): number {
    const end = this.#buffer.indexOf(nul, this.#at);
    if (end < 0 || end >= this.#end) throw new RangeError('frame ends inside a field');
    this.#at = end + 1;
    return end;
  }
}
