import { classifyVixRegime, isBackwardation } from '../../../engine/quant/confluence/vix-regime.ts';
import { cases, flag, numberOrNull, text } from './fields.ts';
import type { Verifier } from './verifier.ts';

/** `vix_regime`: regime and backwardation of every pair of levels. */
export const verifyVixRegime: Verifier = (file, compare) => {
  for (const { fields, path } of cases(file, 'cases')) {
    const reading = {
      vix: numberOrNull(fields['vix'], `${path}.vix`),
      vix3m: numberOrNull(fields['vix3m'], `${path}.vix3m`),
    };
    const regime = text(fields['regime'], `${path}.regime`);
    compare.word({ quantity: 'regime', actual: classifyVixRegime(reading), expected: regime, where: path });
    const stated = fields['backwardation'];
    const inverted = stated === null ? null : String(flag(stated, `${path}.backwardation`));
    const own = isBackwardation(reading);
    const actual = own === null ? null : String(own);
    compare.word({ quantity: 'backwardation', actual, expected: inverted, where: path });
  }
};
