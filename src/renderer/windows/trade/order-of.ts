import type { SubmitOrder } from '../../../engine/contract/execution-contract.ts';
import type { TradingMode } from '../../../engine/domain/account.ts';
import type { Draft, TypedField } from './draft.ts';
import type { Levels } from './levels.ts';
import { orderFields } from './order-fields.ts';
import { quantityFor } from './sizing.ts';

export type Filled = {
  readonly order: SubmitOrder | null;
  readonly quantity: number | null;
  /** The limit that made the quantity smaller than the risk asked for. */
  readonly heldTo: string | null;
  readonly problems: Readonly<Partial<Record<TypedField | 'quantity', string>>>;
};

type Given = {
  readonly levels: Levels;
  readonly intent: string;
  readonly instrument: string;
  readonly multiplier: number;
  readonly equity: number | null;
  readonly most: { readonly quantity: number; readonly notional: number };
  /** Null while no engine has said which. */
  readonly mode: TradingMode | null;
};

const positive = (value: number | null): boolean => value !== null && value > 0;

function priceProblems(draft: Draft, levels: Levels): Partial<Record<TypedField, string>> {
  const problems: Partial<Record<TypedField, string>> = {};
  for (const { field, label, required } of orderFields[draft.type].prices) {
    const value = levels[field];
    if (required && value === null) problems[field] = `${label} is needed`;
    else if (value !== null && value <= 0) problems[field] = `${label} must be above zero`;
  }
  if (!draft.bracket) return problems;
  const up = draft.side === 'BUY' ? 1 : -1;
  const { entry, target, protectiveStop } = levels;
  if (target === null && protectiveStop === null) problems.protectiveStop = 'A bracket needs a target or a stop';
  if (target !== null && !positive(target)) problems.target = 'Target must be above zero';
  else if (target !== null && entry !== null && (target - entry) * up <= 0)
    problems.target = 'Target is on the losing side of the entry';
  if (protectiveStop !== null && !positive(protectiveStop)) problems.protectiveStop = 'Stop must be above zero';
  else if (protectiveStop !== null && entry !== null && (entry - protectiveStop) * up <= 0)
    problems.protectiveStop = 'Stop is on the winning side of the entry';
  return problems;
}

/** The order as it would be sent, or what is missing, at its field. */
export function filledOrder(
  draft: Draft,
  { levels, intent, instrument, multiplier, equity, most, mode }: Given,
): Filled {
  const sizing = { by: draft.sizing, amount: draft.amounts[draft.sizing] };
  const { entry, target, protectiveStop } = levels;
  const sized = quantityFor(sizing, { entry, protectiveStop, equity, multiplier, most });
  const heldTo = sized.quantity === null ? null : (sized.heldTo ?? null);
  const problems = { ...priceProblems(draft, levels), ...(sized.problem === null ? {} : { quantity: sized.problem }) };
  if (sized.quantity === null || mode === null || Object.keys(problems).length > 0)
    return { order: null, quantity: sized.quantity, heldTo, problems };
  const { limitPrice, stopPrice, trailAmount } = levels;
  return {
    quantity: sized.quantity,
    heldTo,
    problems,
    order: {
      intent,
      instrument,
      side: draft.side,
      quantity: sized.quantity,
      type: draft.type,
      limitPrice,
      stopPrice,
      trailAmount,
      timeInForce: draft.timeInForce,
      outsideRth: draft.outsideRth,
      bracket: draft.bracket ? { targetPrice: target, stopPrice: protectiveStop } : null,
      origin: { source: 'window', label: 'Ticket' },
      mode,
    },
  };
}
