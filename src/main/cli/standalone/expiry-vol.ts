import { deltaSkew, type DeltaSkew } from '../../../engine/quant/volatility/delta-skew.ts';
import {
  expectedMoveFromStraddle,
  expectedMoveFromVol,
  meanAbsoluteMove,
  type StraddleMoves,
} from '../../../engine/quant/volatility/expected-move.ts';
import { fitSvi, type SviFit } from '../../../engine/quant/volatility/fit-svi.ts';
import { atmForwardVol, type Smile } from '../../../engine/quant/volatility/smile.ts';
import { straddleMids } from '../../../engine/quant/volatility/straddle-mids.ts';
import { replicateVariance, type VarianceReplication } from '../../../engine/quant/volatility/variance-replication.ts';
import { type ExpiryQuotes, expirySmile, type ExpirySmile, hasQuotes } from './expiry-quotes.ts';

/** Quotes beyond this many deviations say more of the tick size than of the smile. */
const fittedDeviations = 4;

/** What one expiry's options say of volatility. Vols 1.00 = 100 %, moves in currency. */
export type ExpiryVol = Pick<ExpiryQuotes, 'expiry' | 'root' | 'years'> &
  Pick<ExpirySmile, 'forwardFrom' | 'volsFrom' | 'dividendYield'> & {
    readonly forward: number;
    /** Strikes in the smile. */
    readonly strikes: number;
    readonly atmVol: number | null;
    readonly skew: DeltaSkew | null;
    /** Without arbitrage of its own, through the quotes within four deviations of the forward. */
    readonly svi: SviFit;
    readonly moves: StraddleMoves & { readonly oneDeviation: number; readonly meanAbsolute: number };
    /** Null where the file has no bids and asks. */
    readonly modelFree: VarianceReplication | null;
  };

/** A stale trade far out must not pass for a strike of 25 delta, which lies well within one deviation. */
const skewDeviations = 6;

/** The smile within six of the given deviations of the forward. */
function within(smile: Smile, deviation: number): Smile {
  const kept = Array.from(smile.strikes, (_strike, at) => at).filter(
    (at) => Math.abs(Math.log((smile.strikes[at] ?? 0) / smile.forward)) <= skewDeviations * deviation,
  );
  return {
    ...smile,
    strikes: Float64Array.from(kept, (at) => smile.strikes[at] ?? 0),
    vols: Float64Array.from(kept, (at) => smile.vols[at] ?? 0),
  };
}

function sviOf({ smile }: ExpirySmile, quoted: { readonly atmVol: number | null; readonly years: number }): SviFit {
  const { strikes, vols, forward } = smile;
  const reach = fittedDeviations * (quoted.atmVol ?? 0) * Math.sqrt(quoted.years);
  const k = strikes.map((strike) => Math.log(strike / forward));
  const variance = vols.map((vol, at) => (Math.abs(k[at] ?? 0) <= reach ? vol * vol * quoted.years : Number.NaN));
  return fitSvi({ k, variance, arbitrageFree: true });
}

export function expiryVol(
  quotes: ExpiryQuotes,
  terms: { readonly spot: number; readonly rate: number; readonly dividendYield: number },
): ExpiryVol {
  const { expiry, root, years, strike, callMid, putMid } = quotes;
  const { spot, rate } = terms;
  const found = expirySmile(quotes, terms);
  const { smile, dividendYield, forwardFrom, volsFrom } = found;
  const atmVol = atmForwardVol(smile);
  const moved = { spot, vol: atmVol ?? Number.NaN, years };
  return {
    ...{ expiry, root, years, dividendYield, forwardFrom, volsFrom },
    forward: smile.forward,
    strikes: smile.strikes.length,
    atmVol,
    skew: deltaSkew({ smile: within(smile, (atmVol ?? 0) * Math.sqrt(years)), years, dividendYield }),
    svi: sviOf(found, { atmVol, years }),
    moves: {
      ...expectedMoveFromStraddle(straddleMids({ strike, callMid, putMid }, spot)),
      oneDeviation: expectedMoveFromVol(moved),
      meanAbsolute: meanAbsoluteMove(moved),
    },
    modelFree: hasQuotes(quotes) ? replicateVariance(quotes, { years, rate }) : null,
  };
}
