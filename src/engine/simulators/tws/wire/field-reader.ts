/** A request whose fields do not fit the layout of the negotiated version. */
export class LayoutFault extends Error {}

const intMax = '2147483647';
const integerText = /^[+-]?\d+$/;

/**
 * Reads the fields of one request in order and insists on their number and kind. Empty means 0, '' or unset;
 * unset numbers may also come as the largest double or integer.
 */
export class FieldReader {
  readonly #fields: readonly string[];
  #next = 0;

  constructor(fields: readonly string[]) {
    this.#fields = fields;
  }

  text(name: string): string {
    const value = this.#fields[this.#next];
    if (value === undefined) throw new LayoutFault(`field ${name} (number ${this.#next}) is missing`);
    this.#next += 1;
    return value;
  }

  int(name: string): number {
    return this.optionalInt(name) ?? 0;
  }

  optionalInt(name: string): number | null {
    const value = this.text(name);
    if (value === '' || value === intMax) return null;
    if (!integerText.test(value)) throw new LayoutFault(`field ${name} is not an integer: ${value}`);
    return Number(value);
  }

  /** Null when unset; ±Infinity for the wire's `Infinity`. */
  number(name: string): number | null {
    const value = this.text(name);
    if (value === '' || value === intMax) return null;
    if (value === 'Infinity' || value === 'Infinite') return Infinity;
    const parsed = Number(value);
    if (Number.isNaN(parsed)) throw new LayoutFault(`field ${name} is not a number: ${value}`);
    return Math.abs(parsed) > 1.79e308 ? null : parsed;
  }

  flag(name: string): boolean {
    const value = this.text(name).toLowerCase();
    if (value === '' || value === '0' || value === 'false') return false;
    if (value === '1' || value === 'true') return true;
    throw new LayoutFault(`field ${name} is not a flag: ${value}`);
  }

  skip(names: readonly string[]): void {
    for (const name of names) this.text(name);
  }

  /** Fields not read yet. */
  get left(): number {
    return this.#fields.length - this.#next;
  }

  end(): void {
    if (this.left > 0) throw new LayoutFault(`${this.left} fields left over from number ${this.#next}`);
  }
}
