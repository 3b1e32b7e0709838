import { z } from 'zod';
import { layerIds } from '../domain/signal.ts';
import { modeSchema, tickerSchema } from './market-schemas.ts';

const percent = z.number().min(0).max(100);
const atLeast = (least: number, why: string) => z.number().min(least, `at least ${least}: ${why}`);

/** The halt cannot be undone the same day: a slip such as 0.06 for 6 must not end it at the first tick. */
const dailyLoss = atLeast(0.1, 'it is a percentage, and less is reached by the cost of one order').max(
  100,
  'at most 100',
);
const days = z.number().int().min(1).max(36_500);
const money = atLeast(1, 'less would refuse every order');

/** Everything the trader can set. Each field has a default, so an empty file is a valid one. */
export const settingsSchema = z.strictObject({
  version: z.literal(1).default(1),
  world: modeSchema.default('practice').describe('Which market the program starts with'),
  watchlist: z
    .array(tickerSchema)
    .min(1)
    .max(90)
    // Twice the same symbol has one reading only: no reason to refuse a file.
    .overwrite((symbols) => [...new Set(symbols)])
    .default([
      'SPY',
      'QQQ',
      'IWM',
      'AAPL',
      'MSFT',
      'GOOGL',
      'AMZN',
      'META',
      'NVDA',
      'TSLA',
      'COST',
      'WMT',
      'DIS',
      'V',
      'NFLX',
      'HOOD',
      'HIMS',
      'ORCL',
      'AMD',
      'JPM',
    ])
    .describe('Symbols on the confluence grid; SPX and VIX are always watched'),
  broker: z
    .strictObject({
      host: z.string().min(1).max(200).default('127.0.0.1').describe('Where TWS or IB Gateway listens'),
      paperPort: z.number().int().min(1).max(65_535).default(7497).describe('API port of the paper TWS'),
      livePort: z.number().int().min(1).max(65_535).default(7496).describe('API port of the live TWS'),
      account: z.string().max(20).default('').describe('Account to trade; empty = the only one TWS reports'),
      dataClientId: z.number().int().min(0).max(999).default(71).describe('Client id of the data connection'),
      orderClientId: z.number().int().min(0).max(999).default(72).describe('Client id of the order connection'),
      marketDataLines: z.number().int().min(10).max(1_000).default(100).describe('Market data lines of the account'),
      allowLive: z.boolean().default(false).describe('Live trading may be armed'),
    })
    .refine(({ dataClientId, orderClientId }) => dataClientId !== orderClientId, {
      path: ['orderClientId'],
      error: 'TWS takes each client id once: data and orders need different ones',
    })
    .prefault({}),
  practice: z
    .strictObject({
      seed: z
        .number()
        .int()
        .min(0)
        .max(2_147_483_647)
        .default(20_261)
        .describe('The practice market: same seed, same days'),
      speed: z.number().min(0).max(100).default(1).describe('Market seconds per second'),
    })
    .prefault({}),
  risk: z
    .strictObject({
      maxQuantity: z.number().positive().default(5_000).describe('Most shares or contracts in one order'),
      maxNotional: money.default(50_000).describe('Most money in one order'),
      maxSymbolNotional: money.default(100_000).describe('Most money in one symbol'),
      maxGrossNotional: money.default(300_000).describe('Most money over all positions'),
      maxSameDirection: z.number().int().min(1).max(100).default(3).describe('Positions in the same direction'),
      collarPercent: percent.default(3).describe('Limit price may be this far through the market'),
      maxSpreadPercent: atLeast(0.01, 'less would refuse every market order')
        .max(100)
        .default(2)
        .describe('Widest spread for a market order, % of mid'),
      maxQuoteAgeMs: z.number().min(100).max(600_000).default(5_000).describe('Oldest quote an order may rely on'),
      duplicateWindowMs: z
        .number()
        .min(0)
        .max(60_000)
        .default(3_000)
        .describe('Same symbol, side, quantity and price again'),
      ordersPerMinute: z.number().int().min(1).max(600).default(30).describe('Orders per minute'),
      dailyLossWarnPercent: dailyLoss.default(4).describe('Daily loss that warns, % of the day’s starting equity'),
      dailyLossHaltPercent: dailyLoss.default(6).describe('Daily loss that halts for the day'),
      defaultRiskPercent: atLeast(0.01, 'less sizes every order to nothing')
        .max(100)
        .default(0.5)
        .describe('Risk per trade for sizing, % of equity'),
    })
    .prefault({}),
  confluence: z
    .strictObject({
      weights: z
        .record(z.enum(layerIds), z.number().min(0).max(1))
        .default({
          'options-flow': 0.25,
          'gex-positioning': 0.18,
          'volatility-surface': 0.12,
          'dark-pool': 0.15,
          'insider-buying': 0.1,
          'short-interest': 0.08,
          momentum: 0.12,
          'vix-regime': 0,
        })
        .describe('Weight of each layer'),
      alertThreshold: z.number().min(0).max(1).default(0.5).describe('Conviction that raises an alert'),
    })
    .prefault({}),
  appearance: z
    .strictObject({
      theme: z.enum(['dark', 'light', 'system']).default('dark'),
      palette: z.enum(['standard', 'colour-vision-safe']).default('standard'),
      upDown: z.enum(['green-up', 'red-up']).default('green-up'),
      density: z.enum(['compact', 'comfortable']).default('compact'),
      reducedMotion: z.boolean().default(false),
      zoomPercent: z.number().min(80).max(200).default(100),
    })
    .prefault({}),
  notifications: z.strictObject({ desktop: z.boolean().default(true), sound: z.boolean().default(false) }).prefault({}),
  hotkeys: z
    .record(z.string(), z.string())
    .default({})
    .describe('Command id to key, only what differs from the defaults'),
  retention: z
    .strictObject({
      tickDays: days.default(5).describe('Days of option and stock prints, quotes and chains of vendors kept'),
      intradayDays: days.default(30).describe('Days of 1s to 5m bars, alerts and readings within the day kept'),
      dailyDays: days.default(3_650).describe('Days of totals and readings of a day, news and ratings kept'),
      referenceDays: days.default(3_650).describe('Days of filings, holdings, short interest and calendars kept'),
      scoreDays: z.number().int().min(1).max(3_650).default(365).describe('Days of score history kept'),
    })
    .prefault({}),
  recording: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Record everything received, one file a trading day'),
      archiveNightly: z.boolean().default(false).describe('Archive each trading day to Parquet at its end'),
      archiveAt: z
        .string()
        // The day of the archive ends at 20:00: earlier, what arrives until then would be forgotten unarchived.
        .regex(/^(20:(0[5-9]|[1-5]\d)|2[1-3]:[0-5]\d)$/, 'a New York time from 20:05 to 23:59')
        .default('20:05')
        .describe('New York time of the nightly archive, from 20:05'),
    })
    .prefault({}),
  metrics: z
    .strictObject({
      enabled: z.boolean().default(false).describe('Serve health figures to a Prometheus on this machine'),
      port: z
        .number()
        .int()
        .min(1_024)
        .max(65_535)
        .default(9_464)
        .describe('Port of the metrics page, this machine only'),
    })
    .prefault({}),
});
export type Settings = z.output<typeof settingsSchema>;
