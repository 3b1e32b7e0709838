import type { ScoreRow } from '../../../src/engine/contract/analytics-contract.ts';
import type { LayerReading } from '../../../src/engine/domain/score.ts';
import type { Direction, LayerId } from '../../../src/engine/domain/signal.ts';
import { demoBars, type DemoMarket, type DemoName } from './demo-market.ts';
import { demoRandom } from './demo-random.ts';

const weights: Readonly<Record<LayerId, number>> = {
  'options-flow': 0.25,
  'gex-positioning': 0.18,
  'volatility-surface': 0.12,
  'dark-pool': 0.15,
  'insider-buying': 0.1,
  'short-interest': 0.08,
  momentum: 0.12,
  'vix-regime': 0,
};
const sources: Readonly<Record<LayerId, readonly [string, string]>> = {
  'options-flow': ['Unusual Whales', 'needs an Unusual Whales key'],
  'gex-positioning': ['IBKR chain, 1,240 rows', ''],
  'volatility-surface': ['IBKR chain, 212 rows', ''],
  'dark-pool': ['Unusual Whales', 'needs an Unusual Whales key'],
  'insider-buying': ['EDGAR Form 4', 'no purchase in 90 days'],
  'short-interest': ['FINRA', 'waiting for the first settlement file'],
  momentum: ['IBKR bars 5m', ''],
  'vix-regime': ['IBKR VIX, VIX3M', ''],
};
const layers = Object.keys(weights) as LayerId[];

function words(layer: LayerId, direction: Direction, strength: number): string {
  const side = direction === 'bullish' ? 'above' : 'below';
  const lines: Readonly<Record<LayerId, string>> = {
    'options-flow': `Premium ${(strength * 4).toFixed(1)} M at the ask in calls against ${(strength * 1.3).toFixed(1)} M in puts over 30 minutes.`,
    'gex-positioning': `Spot is ${side} zero gamma by ${(strength * 2).toFixed(1)}%; dealers ${direction === 'bullish' ? 'dampen' : 'amplify'} moves up to the call wall.`,
    'volatility-surface': `Skew of the 28-day expiry is ${(strength * 6).toFixed(1)} points, rank ${Math.round(strength * 90)} of the last year.`,
    'dark-pool': `Prints worth ${(strength * 90).toFixed(0)} M cluster ${side} the last close.`,
    'insider-buying': `Three officers bought ${(strength * 2.2).toFixed(1)} M in the last 30 days.`,
    'short-interest': `Short interest ${(strength * 9).toFixed(1)}% of float, ${(strength * 5).toFixed(1)} days to cover.`,
    momentum: `Price is ${side} VWAP by ${(strength * 0.9).toFixed(2)}% and ${side} the 20-bar average.`,
    'vix-regime': 'Calm: VIX 13.4 in contango. Bullish readings count 1.1 times, bearish 0.9 times.',
  };
  return lines[layer];
}

function reading(layer: LayerId, name: DemoName, bias: number): LayerReading {
  const random = demoRandom(name.symbol.ticker.charCodeAt(1) * 977 + layer.length * 131 + name.symbol.start);
  const wave = Math.sin(Date.now() / 9_000 + name.symbol.start + layer.length) * 0.12;
  const lean = bias + (random() - 0.5) * 1.1;
  const missing = ['options-flow', 'dark-pool', 'insider-buying', 'short-interest'].includes(layer) && random() < 0.45;
  const direction: Direction =
    layer === 'vix-regime' || Math.abs(lean) < 0.1 ? 'neutral' : lean > 0 ? 'bullish' : 'bearish';
  const strength = missing ? 0 : Math.min(1, Math.max(0.05, Math.abs(lean) + 0.25 + wave));
  const confidence = missing ? 0 : 0.55 + 0.4 * random();
  const stale = !missing && random() < 0.12;
  const freshness = missing ? 0 : stale ? 0.35 : 1;
  const modifier = direction === 'bullish' ? 1.1 : direction === 'bearish' ? 0.9 : 1;
  return {
    layer,
    status: missing ? 'no-data' : layer === 'vix-regime' ? 'context' : stale ? 'stale' : 'live',
    reason: missing ? sources[layer][1] || 'no rows yet' : '',
    direction,
    strength,
    confidence,
    weight: weights[layer],
    freshness,
    modifier,
    evidence: weights[layer] * confidence * freshness,
    contribution: 0,
    agrees: false,
    ageMs: missing ? null : stale ? 1_900_000 : 4_000 + 40_000 * random(),
    explanation: missing ? '' : words(layer, direction, strength),
    facts: missing
      ? []
      : [
          { label: 'strength', value: Math.round(strength * 100), unit: '' },
          { label: 'confidence', value: Math.round(confidence * 100), unit: '%' },
        ],
    source: sources[layer][0],
  };
}

function scoreOf(name: DemoName, now: number): ScoreRow['score'] {
  const bias = Math.sin(name.symbol.start * 12.9) * 0.75 + Math.sin(Date.now() / 31_000 + name.symbol.start) * 0.1;
  const readings = layers.map((layer) => reading(layer, name, bias));
  const active = readings.filter(({ weight, freshness }) => weight > 0 && freshness > 0);
  const sum = (direction: Direction): number =>
    active
      .filter((each) => each.direction === direction)
      .reduce((total, each) => total + each.evidence * each.strength * each.modifier, 0);
  const [bull, bear] = [sum('bullish'), sum('bearish')];
  const direction: Direction = Math.abs(bull - bear) < 1e-12 ? 'neutral' : bull > bear ? 'bullish' : 'bearish';
  const denominator = Math.max(
    0.5,
    active.reduce((total, each) => total + each.evidence, 0),
  );
  const contributing = readings.map((each) => {
    const sign = each.direction === 'neutral' || direction === 'neutral' ? 0 : each.direction === direction ? 1 : -1;
    const contribution = each.weight > 0 ? (sign * each.evidence * each.strength * each.modifier) / denominator : 0;
    return {
      ...each,
      facts: [...each.facts],
      contribution,
      agrees: sign > 0 && each.strength * each.confidence * each.freshness >= 0.25,
    };
  });
  const base = contributing.reduce((total, each) => total + each.contribution, 0);
  const agreeing = contributing.filter(({ agrees }) => agrees).length;
  const agreementMultiplier = [0.85, 0.85, 1, 1.15, 1.3, 1.5, 1.5, 1.5][agreeing] ?? 1.5;
  const contradiction = Math.max(
    0,
    ...contributing
      .filter(({ contribution }) => contribution < 0)
      .map((each) => each.strength * each.confidence * each.freshness),
  );
  const contradictionFactor = 1 - 0.4 * Math.min(1, Math.max(0, (contradiction - 0.6) / 0.4));
  const raw = base * agreementMultiplier * contradictionFactor;
  return {
    ticker: name.symbol.ticker,
    direction,
    conviction: Math.min(1, Math.max(0, raw)),
    agreeing,
    withData: active.length,
    regime: 'calm',
    layers: contributing,
    arithmetic: {
      bullishEvidence: bull,
      bearishEvidence: bear,
      numerator: base * denominator,
      denominator,
      coverageFloor: 0.5,
      base,
      votes: agreeing,
      agreementMultiplier,
      contradiction,
      contradictionFactor,
      raw,
    },
    rejectedSignals: 0,
    eventTime: now,
  };
}

export function demoScoreRow(name: DemoName, market: DemoMarket): ScoreRow {
  const now = market.now();
  const spot = name.price;
  const lean = Math.sin(name.symbol.start);
  return {
    ticker: name.symbol.ticker,
    score: scoreOf(name, now - 1_500),
    gex:
      name.symbol.ticker === 'COIN'
        ? null
        : {
            netPerPercent: lean * 2.4e9,
            zeroGamma: spot * (1 - 0.012 * lean),
            callWall: spot * 1.021,
            putWall: spot * 0.967,
            spot,
          },
    impliedVolRank: name.symbol.ticker === 'UNH' ? null : 100 * Math.abs(Math.sin(name.symbol.start * 3)),
    sparkline: demoBars(name, '5m', { count: 15, now }).close,
  };
}
