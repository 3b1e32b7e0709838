import { vixRegimes, type VixRegime } from '../../../engine/domain/regime.ts';
import { type LayerId, layerIds } from '../../../engine/domain/signal.ts';
import type { RawSignal } from '../../../engine/quant/confluence/clean-signals.ts';
import type { ConfluenceConfig } from '../../../engine/quant/confluence/confluence-config.ts';
import { computeConfluence, type ConfluenceResult } from '../../../engine/quant/confluence/confluence-score.ts';
import { type Case, cases, type Fields, list, number, numberOrNull, record, text } from './fields.ts';
import { type Comparisons, MalformedVectors, type Verifier } from './verifier.ts';

const tolerance = 1e-9;

const kebab = (name: string): string => name.replaceAll('_', '-');

function perLayer(value: unknown, path: string): Readonly<Record<LayerId, number>> {
  const fields = record(value, path);
  const entries = layerIds.map((layer) => {
    const name = layer.replaceAll('-', '_');
    return [layer, number(fields[name], `${path}.${name}`)] as const;
  });
  return Object.fromEntries(entries) as Record<LayerId, number>;
}

function modifiers(value: unknown, path: string): ConfluenceConfig['regimeModifiers'] {
  const fields = record(value, path);
  const entries = vixRegimes.map((regime) => {
    const sides = record(fields[regime], `${path}.${regime}`);
    const side = (name: string): number => number(sides[name], `${path}.${regime}.${name}`);
    return [regime, { bullish: side('bullish'), bearish: side('bearish') }] as const;
  });
  return Object.fromEntries(entries) as ConfluenceConfig['regimeModifiers'];
}

/** Multipliers at 0, 1, 2 ... votes, without a gap. */
function multipliers(value: unknown, path: string): readonly number[] {
  const fields = record(value, path);
  return Object.keys(fields).map((_name, votes) => number(fields[votes], `${path}.${votes}`));
}

function configOf(value: unknown): ConfluenceConfig {
  const fields = record(value, 'config');
  const of = (name: string): number => number(fields[name], `config.${name}`);
  return {
    weights: perLayer(fields['weights'], 'config.weights'),
    tauSeconds: perLayer(fields['refresh_seconds'], 'config.refresh_seconds'),
    staleAfterRefreshes: of('stale_after_refreshes'),
    regimeModifiers: modifiers(fields['regime_modifiers'], 'config.regime_modifiers'),
    agreementMultipliers: multipliers(fields['agreement_multiplier'], 'config.agreement_multiplier'),
    fullVote: of('full_vote'),
    coverageFloor: of('coverage_floor'),
    contradictionFrom: of('contradiction_from'),
    contradictionMaxPenalty: of('contradiction_max_penalty'),
    tieEpsilon: of('tie_epsilon'),
  };
}

/** Signals may be unusable on purpose: rejecting them is part of what is compared. */
function signalOf({ fields, path }: Case): RawSignal {
  const word = (name: string): string => (fields[name] === null ? '' : text(fields[name], `${path}.${name}`));
  const part = (name: string): number | null => numberOrNull(fields[name] ?? null, `${path}.${name}`);
  return {
    layer: kebab(word('layer')),
    direction: word('direction'),
    strength: part('strength'),
    confidence: part('confidence'),
    eventTime: number(fields['timestamp'], `${path}.timestamp`) * 1000,
  };
}

const amounts: Readonly<Record<string, (result: ConfluenceResult) => number>> = {
  conviction: ({ conviction }) => conviction,
  raw: ({ raw }) => raw,
  base_score: ({ base }) => base.base,
  agreement_votes: ({ votes }) => votes,
  multiplier: ({ multiplier }) => multiplier,
  contradiction_factor: ({ contradictionFactor }) => contradictionFactor,
  bull_evidence: ({ bullishEvidence }) => bullishEvidence,
  bear_evidence: ({ bearishEvidence }) => bearishEvidence,
};
const counts: typeof amounts = {
  agreeing_layers: ({ agreeingLayers }) => agreeingLayers.length,
  total_layers: ({ totalLayers }) => totalLayers,
  active_layers: ({ activeLayers }) => activeLayers,
  rejected: ({ rejected }) => rejected,
};
const always = new Set(['conviction', 'total_layers', 'active_layers', 'rejected']);

function compareNumbers(result: ConfluenceResult, expected: Fields, at: string, compare: Comparisons): void {
  const tied = text(expected['direction'], `${at}.direction`) === 'neutral';
  for (const [table, allowed] of [
    [amounts, tolerance],
    [counts, 0],
  ] as const) {
    for (const [quantity, of] of Object.entries(table)) {
      // A tie states its outcome alone: there is no dominant side to take apart.
      if (tied && !always.has(quantity) && !(quantity in expected)) continue;
      const reference = number(expected[quantity], `${at}.${quantity}`);
      compare.number({ quantity, actual: of(result), expected: reference, tolerance: allowed, where: at });
    }
  }
}

function compareCase({ fields, path }: Case, config: ConfluenceConfig, compare: Comparisons): void {
  const regime = text(fields['regime'], `${path}.regime`);
  if (!(vixRegimes as readonly string[]).includes(regime))
    throw new MalformedVectors(`${path}.regime: "${regime}" is none of ${vixRegimes.join(', ')}`);
  const signals = cases(fields, 'signals', path).map(signalOf);
  const nowMs = number(fields['now'], `${path}.now`) * 1000;
  const result = computeConfluence({ signals, regime: regime as VixRegime, nowMs, config });
  const at = `${path}.expected`;
  const expected = record(fields['expected'], at);
  compareNumbers(result, expected, at, compare);
  const word = (quantity: string, actual: string, reference: string): void =>
    compare.word({ quantity, actual, expected: reference, where: at });
  const direction = text(expected['direction'], `${at}.direction`);
  word('direction', result.direction, direction);
  const none = direction === 'neutral' ? [] : undefined;
  const averaged = list(expected['averaged_layers'] ?? none, `${at}.averaged_layers`).map((layer, index) =>
    kebab(text(layer, `${at}.averaged_layers[${index}]`)),
  );
  word('averaged layers', result.base.averaged.toSorted().join(' '), averaged.toSorted().join(' '));
  // The order that signals arrive in must not matter.
  const reversed = computeConfluence({ signals: signals.toReversed(), regime: regime as VixRegime, nowMs, config });
  word('conviction, signals reversed', String(reversed.conviction), String(result.conviction));
}

/** `confluence`: conviction with every step of its arithmetic, under the configuration the file states. */
export const verifyConfluence: Verifier = (file, compare) => {
  const config = configOf(file['config']);
  for (const each of cases(file, 'cases')) compareCase(each, config, compare);
};
