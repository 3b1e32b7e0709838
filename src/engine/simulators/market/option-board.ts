import { instrumentId } from '../../domain/instrument.ts';
import type { OptionRight } from '../../domain/instrument.ts';
import { dateUtc } from '../../domain/time.ts';
import type { SimInstrument, SimOptionClass } from '../simulated-market.ts';
import type { Settlement } from './business-time.ts';
import { episodeOf } from './episode-plan.ts';
import { expiryWeight, positioningOf, strikeWeight, wallWeek } from './open-interest.ts';
import type { ListedExpiry } from './option-listing.ts';
import { listedExpiries, listedStrikes, optionConId } from './option-listing.ts';
import { combine, keyOf, normal } from './random.ts';
import type { Underlying } from './underlyings.ts';

export type BoardDay = {
  readonly seed: number;
  readonly date: string;
  readonly previousClose: number;
  /** See `PositioningInputs`. */
  readonly trend: number;
  readonly reference: number;
};

/** One listed option with the facts that do not change in a day. */
export type ListedOption = {
  readonly instrument: SimInstrument;
  readonly underlying: Underlying;
  readonly settlement: Settlement;
  readonly expiry: string;
  readonly strike: number;
  readonly right: OptionRight;
  readonly openInterest: number;
  /** Contracts that would trade on a whole usual day. */
  readonly dayVolume: number;
  readonly key: number;
};

/** Everything listed on one underlying on one date. */
export type OptionBoard = {
  readonly options: readonly ListedOption[];
  readonly classes: readonly SimOptionClass[];
  byId(id: string): ListedOption | null;
  byConId(conId: number): ListedOption | null;
};

const boardStrike = (option: { strike: number; right: OptionRight }): string => `${option.right}${option.strike}`;

function contract(
  underlying: Underlying,
  symbolIndex: number,
  listed: ListedExpiry,
  place: { readonly strike: number; readonly right: OptionRight },
): SimInstrument {
  const { spec, instrument } = underlying;
  const { strike, right } = place;
  const { expiry, tradingClass } = listed;
  const parts = { symbol: spec.symbol, secType: 'OPT', expiry, strike, right, tradingClass } as const;
  return {
    ...instrument,
    id: instrumentId(parts),
    secType: 'OPT',
    exchange: 'SMART',
    primaryExchange: 'CBOE',
    multiplier: 100,
    minTick: spec.symbol === 'SPX' ? 0.05 : 0.01,
    expiry,
    strike,
    right,
    tradingClass,
    conId: optionConId({
      symbolIndex,
      strikeUnit: spec.options?.strikeStep ?? 1,
      expiry,
      strike,
      right,
      amSettled: listed.settlement === 'AM',
    }),
    name: `${spec.symbol} ${expiry} ${boardStrike({ strike, right })}`,
    underlyingConId: instrument.conId,
    averageVolume: 0,
  };
}

function classesOf(underlying: Underlying, options: readonly ListedOption[]): readonly SimOptionClass[] {
  const names = [...new Set(options.map((option) => option.instrument.tradingClass))];
  return names.map((tradingClass) => {
    const members = options.filter((option) => option.instrument.tradingClass === tradingClass);
    return {
      exchange: 'SMART',
      underlyingConId: underlying.instrument.conId,
      tradingClass,
      multiplier: 100,
      expiries: [...new Set(members.map((option) => option.expiry))].toSorted(),
      strikes: [...new Set(members.map((option) => option.strike))].toSorted((a, b) => a - b),
    };
  });
}

type Draft = Omit<ListedOption, 'openInterest' | 'dayVolume'> & { readonly weight: number; readonly turnover: number };

function draftExpiry(
  underlying: Underlying,
  symbolIndex: number,
  listed: ListedExpiry,
  day: BoardDay,
): readonly Draft[] {
  const { spec } = underlying;
  const days = Math.round((dateUtc(listed.expiry) - dateUtc(day.date)) / 86_400_000);
  const key = keyOf(day.seed, 'interest', spec.symbol, Number(listed.expiry), listed.settlement);
  const positioning = positioningOf({
    spec,
    week: wallWeek(day.seed, spec.symbol, day.date),
    episode: episodeOf(day.seed, day.date, spec.symbol),
    previousClose: day.previousClose,
    reference: day.reference,
    trend: day.trend,
  });
  const share = expiryWeight(listed.expiry, days) * (listed.settlement === 'AM' ? 0.8 : 1);
  return listedStrikes(spec, day.previousClose, days).flatMap((strike) =>
    (['C', 'P'] as const).map((right) => {
      const distance = Math.log(strike / day.previousClose);
      const part = right === 'C' ? positioning.callShare : 1 - positioning.callShare;
      const weight = share * part * strikeWeight({ key, spec, positioning, right, strike, distance, days });
      // Near expiries turn over most of their interest in a day, far ones little.
      const turnover =
        (0.08 + 1.6 * Math.exp(-days / 2.5)) *
        Math.exp(0.5 * normal(combine(key, Math.round(strike * 4) + (right === 'C' ? 1 : 2))));
      return {
        instrument: contract(underlying, symbolIndex, listed, { strike, right }),
        underlying,
        settlement: listed.settlement,
        expiry: listed.expiry,
        strike,
        right,
        weight,
        turnover,
        key: combine(key, Math.round(strike * 8) + (right === 'C' ? 3 : 5)),
      };
    }),
  );
}

export function createOptionBoard(underlying: Underlying, symbolIndex: number, day: BoardDay): OptionBoard {
  const { spec } = underlying;
  const drafts = spec.options
    ? listedExpiries(spec, day.date).flatMap((listed) => draftExpiry(underlying, symbolIndex, listed, day))
    : [];
  const sum = drafts.reduce((total, draft) => total + draft.weight, 0);
  const scale = (spec.options?.openInterest ?? 0) / (sum || 1);
  const options = drafts.map(({ weight, turnover, ...rest }) => ({
    ...rest,
    openInterest: Math.round(weight * scale),
    dayVolume: weight * scale * turnover,
  }));
  const byId = new Map(options.map((option) => [option.instrument.id, option]));
  const byConId = new Map(options.map((option) => [option.instrument.conId, option]));
  return {
    options,
    classes: classesOf(underlying, options),
    byId: (id) => byId.get(id) ?? null,
    byConId: (conId) => byConId.get(conId) ?? null,
  };
}
