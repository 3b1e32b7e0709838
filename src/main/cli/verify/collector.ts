import { type Comparisons, MalformedVectors } from './verifier.ts';

/** The comparison that came nearest to its tolerance, or passed it furthest. */
export type WorstComparison = {
  readonly where: string;
  /** Absolute error; Infinity where one side has a value and the other has none. */
  readonly error: number;
  readonly tolerance: number;
  /** error / tolerance: above 1 = exceeded. For what must be exact 0 or Infinity. */
  readonly ratio: number;
  /** As compared, for people; "no value" where there is none. */
  readonly actual: string;
  readonly expected: string;
};

export type QuantitySummary = {
  readonly quantity: string;
  readonly count: number;
  readonly exceeded: number;
  readonly largestError: number;
  readonly worst: WorstComparison;
};

export type Collector = Comparisons & { summary(): readonly QuantitySummary[] };

type Value = number | string | null | undefined;

function missing(value: Value): boolean {
  return value === null || value === undefined || Number.isNaN(value);
}

function shown(value: Value): string {
  return missing(value) ? 'no value' : String(value);
}

/** Infinity when only one side has a value, or when the infinities differ: no tolerance covers that. */
function errorOf(actual: Value, expected: Value): number {
  if (missing(actual) || missing(expected)) return missing(actual) && missing(expected) ? 0 : Number.POSITIVE_INFINITY;
  if (actual === expected) return 0;
  if (typeof actual !== 'number' || typeof expected !== 'number') return Number.POSITIVE_INFINITY;
  return Math.abs(actual - expected);
}

function ratioOf(error: number, tolerance: number): number {
  if (error === 0) return 0;
  return error === Number.POSITIVE_INFINITY || tolerance === 0 ? Number.POSITIVE_INFINITY : error / tolerance;
}

/** Keeps, per quantity, how many values were compared and the worst of them. Quantities stay in the order they came. */
export function collector(): Collector {
  const quantities = new Map<string, QuantitySummary>();
  const add = (quantity: string, worst: WorstComparison): void => {
    const held = quantities.get(quantity);
    const exceeded = worst.ratio <= 1 ? 0 : 1;
    quantities.set(quantity, {
      quantity,
      count: (held?.count ?? 0) + 1,
      exceeded: (held?.exceeded ?? 0) + exceeded,
      largestError: Math.max(held?.largestError ?? 0, worst.error),
      worst: held !== undefined && !(worst.ratio > held.worst.ratio) ? held.worst : worst,
    });
  };
  const both = (actual: Value, expected: Value) => ({ actual: shown(actual), expected: shown(expected) });
  return {
    number({ quantity, actual, expected, tolerance, where }) {
      if (!(tolerance >= 0 && tolerance < Number.POSITIVE_INFINITY))
        throw new MalformedVectors(`${where}: a tolerance of ${tolerance} for ${quantity} compares nothing`);
      const error = errorOf(actual, expected);
      const ratio = ratioOf(error, tolerance);
      add(quantity, { where, error, tolerance, ratio, ...both(actual, expected) });
    },
    word({ quantity, actual, expected, where }) {
      const error = errorOf(actual, expected);
      add(quantity, { where, error, tolerance: 0, ratio: ratioOf(error, 0), ...both(actual, expected) });
    },
    summary: () => [...quantities.values()],
  };
}
