/** What moves the price of an asset in a scenario. */
export const assetClasses = ['equity', 'commodity', 'currency'] as const;
export type AssetClass = (typeof assetClasses)[number];

/** A world to revalue in. Every shock is against today; 0 everywhere is today. */
export type StressScenario = {
  /** Relative moves of prices by class, -0.1 = 10 % down. `currency` also moves the rate of every foreign currency. */
  readonly prices: { readonly [assetClass in AssetClass]: number };
  /** Added to every implied vol: 0.10 = 10 points up. */
  readonly vol: number;
  /** Added to every rate, continuously compounded per year: 0.01 = 100 basis points. */
  readonly rate: number;
  /** Calendar days that pass. */
  readonly days: number;
};

export const noShock: StressScenario = {
  prices: { equity: 0, commodity: 0, currency: 0 },
  vol: 0,
  rate: 0,
  days: 0,
};

/** An underlying with what its options need to be priced. */
export type StressAsset = {
  readonly assetClass: AssetClass;
  /** In the asset's own currency. */
  readonly spot: number;
  /** Continuously compounded, per year. */
  readonly rate: number;
  /** A future: its yield is the rate whatever `dividendYield` says, and holding it ties up no money. */
  readonly isFuture: boolean;
  readonly dividendYield: number;
  /** Units of the base currency for one of the asset's: 1 for the base currency itself, which no shock moves. */
  readonly currencyRate: number;
  readonly isForeign: boolean;
};

export const volFloor = 0.01;
export const daysPerYear = 365;

export function shockedSpot({ spot, assetClass }: StressAsset, { prices }: StressScenario): number {
  return spot * (1 + prices[assetClass]);
}

export function shockedCurrency({ currencyRate, isForeign }: StressAsset, { prices }: StressScenario): number {
  return isForeign ? currencyRate * (1 + prices.currency) : currencyRate;
}

/** A shock never leaves a vol below the floor. No shock changes nothing: today is worth today's value. */
export function shockedVol(vol: number, { vol: shock }: StressScenario): number {
  return shock === 0 ? vol : Math.max(vol + shock, volFloor);
}
