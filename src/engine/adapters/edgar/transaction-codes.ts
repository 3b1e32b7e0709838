import type { InsiderAction } from '../../domain/facts/holders.ts';

/** Transaction codes of Forms 4 and 5. Private deals and swaps are no opinion about the price. */
const actions: Readonly<Record<string, InsiderAction>> = {
  P: 'purchase',
  S: 'sale',
  A: 'grant',
  D: 'disposition-to-issuer',
  F: 'tax-withholding',
  M: 'exercise',
  X: 'exercise',
  O: 'exercise',
  C: 'conversion',
  G: 'gift',
  E: 'expiry',
  H: 'expiry',
};

/** Codes the forms allow beside these: they are read, as `other`. */
const others = new Set(['I', 'J', 'K', 'L', 'U', 'V', 'W', 'Z']);

export function isTransactionCode(code: string): boolean {
  return Object.hasOwn(actions, code) || others.has(code);
}

/** Buying a warrant or selling a put under `P` or `S` is no open-market purchase or sale of the share. */
export function actionOf(code: string, isDerivative: boolean): InsiderAction {
  const action = Object.hasOwn(actions, code) ? actions[code] : undefined;
  if (action === undefined) return 'other';
  return isDerivative && (action === 'purchase' || action === 'sale') ? 'other' : action;
}
