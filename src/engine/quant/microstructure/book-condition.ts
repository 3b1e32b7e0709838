/** Why a book or quote must not be read as a market: any of these makes it illiquid (grade D). */
export type BookCondition = {
  /** A side is missing. */
  readonly empty: boolean;
  /** Bid above ask: somebody's quote is old. */
  readonly crossed: boolean;
  /** Bid equal to ask. */
  readonly locked: boolean;
  /** Not refreshed for longer than allowed. */
  readonly stale: boolean;
};

/** From the best prices; NaN or a price that is not positive is a missing side. */
export function bookCondition(input: {
  readonly bid: number;
  readonly ask: number;
  readonly stale?: boolean;
}): BookCondition {
  const { bid, ask, stale = false } = input;
  const empty = !(bid > 0 && ask > 0 && Number.isFinite(bid) && Number.isFinite(ask));
  return { empty, crossed: !empty && bid > ask, locked: !empty && bid === ask, stale };
}

/** Neither empty, crossed, locked nor stale. */
export function isOrderly({ empty, crossed, locked, stale }: BookCondition): boolean {
  return !(empty || crossed || locked || stale);
}
