import { fail, ok, type Outcome } from '../../domain/outcome.ts';

/** A number an indicator can be set to; bounds are inclusive. */
export type ParameterSpec = {
  readonly name: string;
  readonly title: string;
  readonly initial: number;
  readonly min: number;
  readonly max: number;
  readonly isWhole: boolean;
};

export type Parameters = Readonly<Record<string, number>>;
export type ParameterCode = 'unknown-parameter' | 'parameter-out-of-bounds';

const longestPeriod = 10_000;

/** A number of bars. */
export function bars(name: string, initial: number): ParameterSpec {
  return { name, title: titleOf(name), initial, min: 1, max: longestPeriod, isWhole: true };
}

/** A factor, such as a number of deviations. */
export function factor(name: string, initial: number): ParameterSpec {
  return { name, title: titleOf(name), initial, min: 0, max: 100, isWhole: false };
}

function titleOf(name: string): string {
  const words = name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The value of a parameter that `resolveParameters` has put there. */
export function valueOf(parameters: Parameters, name: string): number {
  const value = parameters[name];
  if (value === undefined) throw new Error(`Invariant: indicator parameter ${name} is not resolved`);
  return value;
}

/** Given values checked against their bounds, the rest at their initial values. */
export function resolveParameters(
  specs: readonly ParameterSpec[],
  given: Parameters,
): Outcome<Parameters, ParameterCode> {
  const unknown = Object.keys(given).find((name) => !specs.some((spec) => spec.name === name));
  if (unknown !== undefined) {
    const known = specs.map(({ name }) => name).join(', ') || 'none';
    return fail('unknown-parameter', `${unknown} is not a parameter here; known: ${known}`);
  }
  const resolved: Record<string, number> = {};
  for (const { name, initial, min, max, isWhole } of specs) {
    const value = given[name] ?? initial;
    if (!(value >= min && value <= max) || (isWhole && !Number.isInteger(value))) {
      const kind = isWhole ? 'a whole number' : 'a number';
      return fail('parameter-out-of-bounds', `${name} must be ${kind} from ${min} to ${max}`, { [name]: value });
    }
    resolved[name] = value;
  }
  return ok(resolved);
}
