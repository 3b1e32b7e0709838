import type { Failure } from '../../domain/outcome.ts';
import type { MarketDataCode } from '../../ports/market-data.ts';

/** TWS has lost its own link, got it back without our subscriptions (`data-lost`), or with them. */
export type LinkChange = 'lost' | 'restored-data-lost' | 'restored';

export function linkChange(code: number): LinkChange | null {
  if (code === 1100 || code === 2110) return 'lost';
  if (code === 1101) return 'restored-data-lost';
  return code === 1102 ? 'restored' : null;
}

/** Data farms: `name` is the last word of the message, for example `usfarm`. */
export function farmChange(code: number, message: string): { readonly farm: string; readonly up: boolean } | null {
  const broken = code === 2103 || code === 2105 || code === 2157;
  const up = code === 2104 || code === 2106 || code === 2158;
  if (!broken && !up) return null;
  return { farm: message.slice(message.lastIndexOf(':') + 1).trim() || String(code), up };
}

export const clientIdInUse = 326;
export const competingSession = 10_197;
export const depthReset = 317;
export const depthHalted = 316;
/** Not an error: which exchanges of an aggregated book show their depth. */
export const depthVenues = 2152;

/** Harmless for a subscription: it goes on as if nothing had been said. */
const information = new Set([300, 366, 399, 2152, 10_167, 2174, 2176]);

const dataCodes = new Map<number, MarketDataCode>([
  [100, 'pacing'],
  [101, 'line-limit'],
  [10_190, 'line-limit'],
  [200, 'no-contract'],
  [203, 'no-entitlement'],
  [309, 'depth-limit'],
  [310, 'no-data'],
  [316, 'no-data'],
  [354, 'no-entitlement'],
  [420, 'no-data'],
  [504, 'not-connected'],
  [10_089, 'no-entitlement'],
  [10_090, 'no-entitlement'],
  [10_092, 'no-data'],
  [10_172, 'no-data'],
  [10_276, 'no-entitlement'],
  [10_167, 'delayed-only'],
  [10_168, 'no-entitlement'],
  [10_186, 'no-entitlement'],
  [10_189, 'no-entitlement'],
  [10_197, 'no-data'],
]);

/** What an error about a data request means for its caller. */
export function dataFailure(code: number, message: string): Failure<MarketDataCode> {
  const known = code === 162 ? historyCode(message) : dataCodes.get(code);
  const ambiguous = code === 200 && /ambiguous/i.test(message);
  return {
    code: ambiguous ? 'ambiguous-contract' : (known ?? 'vendor-error'),
    message: `TWS ${code}: ${message}`,
    facts: { code },
  };
}

/** 162 is one code for pacing, for no data and for a request the caller cancelled. */
function historyCode(message: string): MarketDataCode {
  if (/pacing/i.test(message)) return 'pacing';
  if (/cancel/i.test(message)) return 'cancelled';
  return /no (?:historical market )?data|no permission/i.test(message) ? 'no-data' : 'vendor-error';
}

export function isInformation(code: number): boolean {
  return information.has(code) || (code >= 2100 && code < 2200 && code !== 2110);
}

/** An order stays alive through these: warnings, hints and refused changes of a working order. */
const orderWarnings = new Set([105, 165, 329, 399, 404, 434, 481, 492, 10_167, 10_349]);

export function isOrderWarning(code: number, message: string): boolean {
  return orderWarnings.has(code) || (code >= 2100 && code < 2200) || message.startsWith('Warning:');
}
