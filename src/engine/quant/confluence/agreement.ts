/** Fractional votes of agreeing layers: each gives min(1, power / fullVote), power = strength x confidence x freshness. */
export function agreementVotes(powers: readonly number[], fullVote: number): number {
  return powers.reduce((votes, power) => votes + Math.min(1, power / fullVote), 0);
}

/** Multiplier at a fractional number of votes: linear between the table's integers, constant beyond its end. */
export function agreementMultiplier(votes: number, table: readonly number[]): number {
  const last = table.length - 1;
  const low = Math.min(last, Math.floor(votes));
  const high = Math.min(last, low + 1);
  const from = table[low] ?? 1;
  return from + ((table[high] ?? from) - from) * Math.min(1, votes - low);
}

/** Factor 1 .. 1-maxPenalty for the strongest opposing layer's power, linear from `from` to 1. */
export function contradictionFactor(opposingPower: number, from: number, maxPenalty: number): number {
  const excess = Math.min(1, Math.max(0, (opposingPower - from) / (1 - from)));
  return 1 - maxPenalty * excess;
}
