/** Server version at which a layout changed; names after what changed. */
export const since = {
  stockType: 152,
  tickAttributes: 156,
  duration: 158,
  postToAts: 160,
  autoCancelParent: 162,
  fractionalSize: 163,
  sizeRules: 164,
  advancedReject: 166,
  manualOrderTime: 169,
  pegBestMid: 170,
  instrumentTimeZone: 174,
  issuerId: 176,
  noFinancialAdvisorProfile: 177,
  pendingPriceRevision: 178,
  manualExerciseTime: 180,
  lastTradeDate: 182,
  customerAccount: 183,
  professionalCustomer: 184,
  bondAccruedInterest: 185,
  ineligibilityReasons: 186,
  requestForQuote: 187,
  includeOvernight: 189,
  noRequestForQuote: 190,
  cmeTagging: 192,
  cmeTaggingInOpenOrder: 193,
} as const;

export const newestServerVersion = 193;

/** Layouts that this server knows: 151 for old clients and 176 up to 193. */
export function servesVersion(version: number): boolean {
  return version === 151 || (version >= 176 && version <= newestServerVersion);
}

/**
 * The version both sides speak, or null: the client's highest when we serve it, else the best of ours below it.
 * Greeting is `v100..193` with optional connect options after a space.
 */
export function negotiate(greeting: string, serverVersion: number): number | null {
  const range = /^v(\d+)(?:\.\.(\d+))?(?: .*)?$/.exec(greeting);
  if (!range) return null;
  const lowest = Number(range[1]);
  const highest = Math.min(Number(range[2] ?? range[1]), serverVersion);
  for (let version = highest; version >= lowest && version >= 151; version -= 1) {
    if (servesVersion(version)) return version;
  }
  return null;
}
