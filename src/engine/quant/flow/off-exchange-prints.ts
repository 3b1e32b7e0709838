import type { OffExchangeLevel, OffExchangeSummary } from '../../domain/evidence.ts';
import { isBlock, makesLevel, printSide } from '../../domain/facts/print-side.ts';
import type { StockPrint } from '../../domain/facts/stock-prints.ts';
import { CountedPrints } from './counted-prints.ts';

/** Prices this close to a level's heaviest one belong to it, log price. */
const levelReach = 0.0005;
/** Prices are kept apart this finely until they are gathered. */
const fineStep = 0.00005;
const levelsShown = 5;
/** Blocks make sides and levels, of the others only their number is told. */
const mostRemembered = { small: 2 ** 18, large: 2 ** 18 };

type Sum = { readonly shares: number; readonly premium: number };

/** From the heaviest price down, each takes its neighbours in: fixed bins would cut levels that lie on their edge. */
function gathered(fine: ReadonlyMap<number, Sum>): readonly OffExchangeLevel[] {
  const left = [...fine].filter(([, { shares }]) => shares > 0).toSorted(([, a], [, b]) => b.premium - a.premium);
  const reach = Math.round(levelReach / fineStep);
  const taken = new Set<number>();
  const made: OffExchangeLevel[] = [];
  for (const [center] of left) {
    if (taken.has(center)) continue;
    const near = left.filter(([rank]) => !taken.has(rank) && Math.abs(rank - center) <= reach);
    for (const [rank] of near) taken.add(rank);
    const shares = near.reduce((sum, [, level]) => sum + level.shares, 0);
    const premium = near.reduce((sum, [, level]) => sum + level.premium, 0);
    made.push({ price: premium / shares, shares, premium });
  }
  return made.toSorted((a, b) => b.premium - a.premium).slice(0, levelsShown);
}

/**
 * A day's off-exchange prints of a ticker: blocks by side, and the prices they gather at where the market made them. A
 * level is named by its share-weighted price. HOUSE definition; docs/formulas.
 */
export function createOffExchangePrints() {
  let date = '';
  let prints = 0;
  let blocks = 0;
  let premium = { bought: 0, sold: 0, middle: 0, none: 0 };
  let levels = new Map<number, { shares: number; premium: number }>();
  let counted = new CountedPrints(mostRemembered);
  let newestTime = 0;

  function begin(day: string): void {
    date = day;
    [prints, blocks, newestTime] = [0, 0, 0];
    premium = { bought: 0, sold: 0, middle: 0, none: 0 };
    levels = new Map();
    counted = new CountedPrints(mostRemembered);
  }

  function count(print: StockPrint, sign: 1 | -1): void {
    prints += sign;
    if (!isBlock(print)) return;
    blocks += sign;
    premium[printSide(print)] += sign * print.premium;
    if (!makesLevel(print)) return;
    const rank = Math.round(Math.log(print.price) / fineStep);
    const level = levels.get(rank) ?? { shares: 0, premium: 0 };
    level.shares += sign * print.size;
    level.premium += sign * print.premium;
    levels.set(rank, level);
  }

  return {
    print(identity: number, day: string, eventTime: number, body: StockPrint): void {
      if (!body.offExchange || body.price <= 0 || day < date) return;
      if (day > date) begin(day);
      const place = { identity, timeMs: eventTime, isLarge: isBlock(body) };
      if (body.cancelled) {
        if (counted.takeBack(place) !== null) count(body, -1);
        return;
      }
      if (!counted.count(place)) return;
      count(body, 1);
      newestTime = Math.max(newestTime, eventTime);
    },
    /** Null before the first print of the day. */
    summary(today: string): OffExchangeSummary | null {
      if (date !== today || prints <= 0) return null;
      return {
        date,
        prints,
        blocks,
        boughtPremium: premium.bought,
        soldPremium: premium.sold,
        unsidedPremium: premium.middle + premium.none,
        levels: gathered(levels),
        newestTime,
      };
    },
  };
}
export type OffExchangePrints = ReturnType<typeof createOffExchangePrints>;
