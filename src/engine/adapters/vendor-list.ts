import type { Vendor } from '../ports/vendor.ts';
import { alpaca } from './alpaca/alpaca.vendor.ts';
import { alphaVantage } from './alpha-vantage/alpha-vantage.vendor.ts';
import { forexFactory, nasdaq } from './calendars/calendars.vendor.ts';
import { cboe } from './cboe/cboe.vendor.ts';
import { edgar } from './edgar/edgar.vendor.ts';
import { finra } from './finra/finra.vendor.ts';
import { fmp } from './fmp/fmp.vendor.ts';
import { fred } from './fred/fred.vendor.ts';
import { tradier, tradierSandbox } from './tradier/tradier.vendor.ts';
import { unusualWhales } from './unusual-whales/unusual-whales.vendor.ts';

/** Every source outside, in the order in which the trader sees them. A vendor is a folder and one line here. */
export const vendorList: readonly Vendor[] = [
  unusualWhales,
  edgar,
  finra,
  cboe,
  fred,
  tradier,
  tradierSandbox,
  alpaca,
  fmp,
  alphaVantage,
  nasdaq,
  forexFactory,
];
