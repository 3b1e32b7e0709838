export const sizingMethods = ['risk-percent', 'risk-money', 'notional', 'quantity'] as const;
export type SizingMethod = (typeof sizingMethods)[number];
export type Sizing = { readonly by: SizingMethod; readonly amount: number | null };

export const sizingNames: Readonly<
  Record<SizingMethod, { readonly label: string; readonly unit: string; readonly step: number }>
> = {
  'risk-percent': { label: 'Risk %', unit: '% of account', step: 0.05 },
  'risk-money': { label: 'Risk $', unit: '$', step: 25 },
  notional: { label: 'Notional', unit: '$', step: 500 },
  quantity: { label: 'Fixed', unit: 'shares', step: 1 },
};

export type SizingInputs = {
  readonly entry: number | null;
  readonly protectiveStop: number | null;
  readonly equity: number | null;
  /** Currency per point per unit. */
  readonly multiplier: number;
  /** Most one order may be, by the trader's own limits; sizing by risk stops there and says so. */
  readonly most?: { readonly quantity: number; readonly notional: number };
};

export type Sized =
  | { readonly quantity: number; readonly problem: null; readonly heldTo?: string }
  | { readonly quantity: null; readonly problem: string };

const no = (problem: string): Sized => ({ quantity: null, problem });

/** Whole units, rounded down: the risk asked for is never exceeded by rounding. */
function whole(units: number, tooSmall: string): Sized {
  const quantity = Math.floor(units + 1e-9);
  return quantity >= 1 ? { quantity, problem: null } : no(tooSmall);
}

function byRisk(money: number, { entry, protectiveStop, multiplier, most }: SizingInputs): Sized {
  if (entry === null) return no('No price to size by');
  if (protectiveStop === null) return no('Sizing by risk needs a protective stop');
  const perUnit = Math.abs(entry - protectiveStop) * multiplier;
  if (perUnit < 1e-9) return no('The stop stands at the entry');
  const sized = whole(money / perUnit, `One unit risks ${perUnit.toFixed(2)}, more than ${money.toFixed(2)}`);
  if (sized.quantity === null || !most) return sized;
  const byMoney = Math.floor(most.notional / (entry * multiplier) + 1e-9);
  const least = Math.min(sized.quantity, most.quantity, byMoney);
  if (least === sized.quantity || least < 1) return sized;
  return {
    quantity: least,
    problem: null,
    heldTo: byMoney <= most.quantity ? 'money per order' : 'quantity per order',
  };
}

/** How many units the chosen method buys, or why it cannot say. */
export function quantityFor({ by, amount }: Sizing, inputs: SizingInputs): Sized {
  if (amount === null || amount <= 0) return no('Enter a positive amount');
  switch (by) {
    case 'quantity':
      return Number.isInteger(amount) ? { quantity: amount, problem: null } : no('Whole units only');
    case 'notional':
      if (inputs.entry === null) return no('No price to size by');
      return whole(amount / (inputs.entry * inputs.multiplier), 'Less than one unit');
    case 'risk-money':
      return byRisk(amount, inputs);
    case 'risk-percent':
      if (inputs.equity === null) return no('The account’s equity is not known yet');
      return byRisk((inputs.equity * amount) / 100, inputs);
  }
}
