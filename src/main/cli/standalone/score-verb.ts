import { ok } from '../../../engine/domain/outcome.ts';
import { type VixRegime, vixRegimes } from '../../../engine/domain/regime.ts';
import type { LayerReading, Score } from '../../../engine/domain/score.ts';
import type { Signal } from '../../../engine/domain/signal.ts';
import { defaultConfluenceConfig } from '../../../engine/quant/confluence/confluence-config.ts';
import { scoreConfluence } from '../../../engine/quant/confluence/score-confluence.ts';
import { classifyVixRegime } from '../../../engine/quant/confluence/vix-regime.ts';
import { number, table } from '../table.ts';
import { parseJson } from './records.ts';
import type { VerbArguments, VerbOptions } from './verb-arguments.ts';
import { type TextFile, usage, type VerbOutcome, type VerbResult } from './verb-result.ts';

export const scoreOptions: VerbOptions = { numbers: ['vix', 'vix3m'], texts: ['now', 'regime', 'ticker'] };

type Fields = Readonly<Record<string, unknown>>;

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function finite(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

/** ms since epoch from ISO text, seconds or milliseconds; NaN when it is none. */
function instant(value: unknown): number {
  const text = typeof value === 'string' ? value.trim() : value;
  const numeric = typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : finite(text);
  if (numeric !== null) return numeric < 1e11 ? numeric * 1000 : numeric;
  return typeof text === 'string' ? Date.parse(text) : Number.NaN;
}

/** Unusable values stay unusable, so that the score counts them as rejected. */
function signalOf(value: unknown, ticker: string): Signal {
  const fields = fieldsOf(value);
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name] : '');
  return {
    ticker,
    layer: text('layer').replaceAll('_', '-') as Signal['layer'],
    direction: text('direction') as Signal['direction'],
    strength: finite(fields['strength']) ?? Number.NaN,
    confidence: finite(fields['confidence']) ?? Number.NaN,
    eventTime: instant(fields['timestamp'] ?? fields['eventTime']),
    explanation: text('explanation'),
    facts: [],
    source: text('source'),
  };
}

function regimeOf(args: VerbArguments, file: Fields): VixRegime | null {
  const named = args.texts['regime'] ?? file['regime'];
  if (named !== undefined) return vixRegimes.find((regime) => regime === named) ?? null;
  return classifyVixRegime({
    vix: args.numbers['vix'] ?? finite(file['vix']),
    vix3m: args.numbers['vix3m'] ?? finite(file['vix3m']),
  });
}

function scoreTable(score: Score): string {
  const { arithmetic } = score;
  const title = `${score.ticker || 'Score'}: ${score.direction} ${number(100 * score.conviction, 1)}, regime ${score.regime}, ${score.agreeing} of ${score.withData} layers agree`;
  const layers = table<LayerReading>(
    [
      { title: 'Layer', text: ({ layer }) => layer },
      { title: 'Status', text: ({ status }) => status },
      { title: 'Direction', text: ({ status, direction }) => (status === 'no-data' ? '–' : direction) },
      { title: 'Strength', align: 'right', text: ({ strength }) => number(strength) },
      { title: 'Confidence', align: 'right', text: ({ confidence }) => number(confidence) },
      { title: 'Weight', align: 'right', text: ({ weight }) => number(weight) },
      { title: 'Fresh', align: 'right', text: ({ freshness }) => number(freshness) },
      { title: 'Modifier', align: 'right', text: ({ modifier }) => number(modifier) },
      { title: 'Contribution', align: 'right', text: ({ contribution }) => number(contribution, 4) },
    ],
    score.layers,
  );
  const { base, agreementMultiplier, contradictionFactor, raw } = arithmetic;
  const product = `base ${number(base, 4)} x agreement ${number(agreementMultiplier, 3)} x contradiction ${number(contradictionFactor, 3)} = ${number(raw, 4)}`;
  return [title, '', layers, '', product].join('\n');
}

/** Conviction of the signals in a JSON file: `{ signals, regime | vix + vix3m, now, ticker }` or an array of signals. */
export function scoreVerb(args: VerbArguments, file: TextFile | null): VerbOutcome<VerbResult> {
  if (file === null)
    return usage('score needs a JSON file of signals: quorum score FILE [--regime R | --vix V --vix3m W] [--now TIME]');
  const parsed = parseJson(file);
  if (!parsed.ok) return parsed;
  const fields = fieldsOf(parsed.value);
  const list = Array.isArray(parsed.value) ? (parsed.value as readonly unknown[]) : fields['signals'];
  if (!Array.isArray(list)) return usage(`${file.name}: expected an array of signals, or an object with "signals"`);
  const regime = regimeOf(args, fields);
  if (regime === null) return usage(`${file.name}: "regime" must be one of ${vixRegimes.join(', ')}`);
  const ticker = args.texts['ticker'] ?? (typeof fields['ticker'] === 'string' ? fields['ticker'] : '');
  const signals = list.map((value) => signalOf(value, ticker));
  const times = signals.map(({ eventTime }) => eventTime).filter(Number.isFinite);
  const given = args.texts['now'] ?? fields['now'];
  const nowMs = given === undefined ? times.reduce((newest, time) => Math.max(newest, time), 0) : instant(given);
  if (!Number.isFinite(nowMs)) return usage(`${file.name}: "now" is not a time`);
  const score = scoreConfluence({ ticker, signals, regime, nowMs, config: defaultConfluenceConfig });
  const notes: string[] = [];
  if (given === undefined) notes.push('No "now" given: ages count from the newest signal');
  if (score.rejectedSignals > 0)
    notes.push(`${file.name}: ${score.rejectedSignals} of ${list.length} signals are unusable and left out`);
  return ok({ exitCode: 0, json: score, table: scoreTable(score), notes });
}
