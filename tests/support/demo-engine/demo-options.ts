import type { Exposure } from '../../../src/engine/domain/exposure.ts';
import type { Volatility } from '../../../src/engine/domain/volatility.ts';
import { expiryInstant } from '../../../src/engine/domain/calendar.ts';
import { yearsBetween } from '../../../src/engine/domain/time.ts';
import { demoExpiries, type DemoMarket, type DemoName } from './demo-market.ts';
import { demoRandom } from './demo-random.ts';

function strikeStep(price: number): number {
  return price > 500 ? 5 : price > 200 ? 2.5 : 1;
}

export function demoExposure(name: DemoName, market: DemoMarket): Exposure {
  const now = market.now();
  const spot = name.price;
  const random = demoRandom(Math.round(name.symbol.start * 7));
  const step = strikeStep(spot);
  const centre = Math.round(name.symbol.start / step) * step;
  const strikes = Array.from({ length: 41 }, (_, index) => centre + (index - 20) * step);
  const near = (strike: number, at: number, width: number): number =>
    Math.exp(-(((strike - at) / (spot * width)) ** 2));
  const round = (strike: number): number => (strike % (step * 4) === 0 ? 2.2 : 1);
  const strikeCallGex = strikes.map(
    (strike) => 3.2e8 * near(strike, centre * 1.018, 0.022) * round(strike) * (0.5 + random()),
  );
  const strikePutGex = strikes.map(
    (strike) => -2.7e8 * near(strike, centre * 0.972, 0.026) * round(strike) * (0.5 + random()),
  );
  const best = (values: readonly number[]): number => strikes[values.indexOf(Math.max(...values))] ?? centre;
  const profileSpots = Array.from({ length: 61 }, (_, index) => centre * (0.9 + (index * 0.2) / 60));
  const profileGex = profileSpots.map(
    (at) => 1.9e9 * Math.tanh((at / centre - 0.992) * 34) * (1 - 0.4 * Math.max(0, at / centre - 1.02) * 20),
  );
  const gexPerPercent = [...strikeCallGex, ...strikePutGex].reduce((total, each) => total + each, 0);
  return {
    underlying: name.symbol.ticker,
    spot,
    gexPerPercent,
    grossGexPerPercent: [...strikeCallGex, ...strikePutGex].reduce((total, each) => total + Math.abs(each), 0),
    deltaExposure: 4.1e10,
    vannaPerVolPoint: -3.2e8,
    charmPerDay: 1.9e8,
    regime: gexPerPercent > 0 ? 'positive' : 'negative',
    zeroGamma: centre * 0.992,
    crossings: [centre * 0.992],
    callWall: best(strikeCallGex),
    putWall: best(strikePutGex.map((each) => -each)),
    maxPain: centre,
    maxPainExpiry: demoExpiries(now)[1] ?? '',
    putCallOpenInterest: 1.18,
    strikes,
    strikeCallGex,
    strikePutGex,
    strikeOpenInterest: strikes.map(() => Math.round(2_000 + 30_000 * random())),
    profileSpots,
    profileGex,
    expectedMoves: demoExpiries(now).map((expiry) => {
      const timeYears = yearsBetween(now, expiryInstant(expiry));
      return { expiry, timeYears, move: spot * name.symbol.vol * Math.sqrt(timeYears) };
    }),
    rowsUsed: 1_112,
    rowsWanted: 1_240,
    oldestRowTime: now - 214_000,
    eventTime: now - 2_000,
  };
}

export function demoVolatility(name: DemoName, market: DemoMarket): Volatility {
  const now = market.now();
  const spot = name.price;
  const expiries = demoExpiries(now);
  const smileExpiry = expiries[3] ?? '';
  return {
    underlying: name.symbol.ticker,
    impliedVol30: name.symbol.vol,
    impliedVolRank: 34,
    impliedVolPercentile: 41,
    historyDays: 252,
    realizedVol20: name.symbol.vol * 0.86,
    termStructure: expiries.map((expiry) => ({
      expiry,
      timeYears: yearsBetween(now, expiryInstant(expiry)),
      atmVol: name.symbol.vol * (0.9 + 0.25 * Math.sqrt(yearsBetween(now, expiryInstant(expiry)))),
    })),
    smile: Array.from({ length: 31 }, (_, index) => {
      const money = (index - 15) / 100;
      return {
        expiry: smileExpiry,
        strike: Math.round(spot * (1 + money)),
        impliedVol: name.symbol.vol * (1 - 1.1 * money + 9 * money * money),
        right: money > 0 ? ('C' as const) : ('P' as const),
      };
    }),
    skew: { expiry: smileExpiry, riskReversal25: -0.031, butterfly25: 0.006 },
    eventTime: now - 3_000,
  };
}
