import { type GreekName, greekNames } from '../../../engine/quant/pricing/option-columns.ts';
import { black76Greeks } from '../../../engine/quant/pricing/option-greeks.ts';
import { cases, numberOrNull } from './fields.ts';
import { input, sideOf } from './option-terms.ts';
import { MalformedVectors, type Verifier } from './verifier.ts';

const fileNames: readonly (readonly [string, GreekName])[] = greekNames.map((name) => [
  name === 'dualDelta' ? 'dual_delta' : name,
  name,
]);

/** Options on forwards: 1e-10 relative plus 1e-12 of the forward, every Greek the case states. */
export const verifyBlack76: Verifier = (file, compare) => {
  for (const { fields, path } of cases(file, 'cases')) {
    const forward = input(fields, 'F', path);
    const greeks = black76Greeks({
      cp: sideOf(fields, path),
      forward,
      strike: input(fields, 'K', path),
      years: input(fields, 'T', path),
      vol: input(fields, 'sigma', path),
      rate: input(fields, 'r', path),
    });
    const stated = fileNames.filter(([field]) => fields[field] !== undefined);
    if (stated.length === 0) throw new MalformedVectors(`${path}: no price and no Greek`);
    for (const [field, name] of stated) {
      const expected = numberOrNull(fields[field], `${path}.${field}`);
      const tolerance = 1e-10 * Math.abs(expected ?? 0) + 1e-12 * Math.abs(forward);
      compare.number({ quantity: field, actual: greeks[name], expected, tolerance, where: path });
    }
  }
};
