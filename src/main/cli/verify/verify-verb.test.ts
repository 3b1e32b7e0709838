import { describe, expect, test } from 'vitest';
import { runVerify } from './verify-verb.ts';

const config = {
  weights: {
    options_flow: 0.25,
    gex_positioning: 0.18,
    volatility_surface: 0.12,
    dark_pool: 0.15,
    insider_buying: 0.1,
    short_interest: 0.08,
    vix_regime: 0,
    momentum: 0.12,
  },
  refresh_seconds: {
    options_flow: 300,
    gex_positioning: 900,
    volatility_surface: 900,
    dark_pool: 900,
    insider_buying: 604_800,
    short_interest: 1_296_000,
    vix_regime: 300,
    momentum: 900,
  },
  regime_modifiers: Object.fromEntries(
    ['calm', 'elevated', 'stressed', 'crisis', 'unknown'].map((regime) => [regime, { bullish: 1, bearish: 1 }]),
  ),
  agreement_multiplier: { 0: 0.85, 1: 0.85, 2: 1, 3: 1.15, 4: 1.3, 5: 1.5 },
  stale_after_refreshes: 5,
  full_vote: 0.25,
  coverage_floor: 0.5,
  contradiction_from: 0.6,
  contradiction_max_penalty: 0.4,
  tie_epsilon: 1e-12,
};
/** One full layer: 0.25 of a floor of 0.5, times 0.85 for standing alone. */
const alone = {
  regime: 'elevated',
  now: 1000,
  signals: [{ layer: 'options_flow', direction: 'bullish', strength: 1, confidence: 1, timestamp: 1000 }],
  expected: {
    direction: 'bullish',
    conviction: 0.425,
    base_score: 0.5,
    agreement_votes: 1,
    multiplier: 0.85,
    contradiction_factor: 1,
    raw: 0.425,
    bull_evidence: 0.25,
    bear_evidence: 0,
    agreeing_layers: 1,
    averaged_layers: ['options_flow'],
    total_layers: 1,
    active_layers: 1,
    rejected: 0,
  },
};
const good = { header: { id: 'confluence', title: 'score' }, config, cases: [alone] };
const wrong = { ...good, cases: [{ ...alone, expected: { ...alone.expected, conviction: 0.426 } }] };
const files: Readonly<Record<string, string>> = {
  'good.json': JSON.stringify(good),
  'wrong.json': JSON.stringify(wrong),
  'unknown.json': JSON.stringify({ header: { id: 'astrology' } }),
  'no-header.json': '{}',
  'broken.json': '{"header":',
  'no-config.json': JSON.stringify({ ...good, config: undefined }),
  'no-cases.json': JSON.stringify({ ...good, cases: [] }),
  'mistyped.json': JSON.stringify({ ...good, cases: [{ ...alone, now: 'today' }] }),
};

async function verify(...words: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const exitCode = await runVerify(words, {
    readFile: (path) => {
      const text = files[path];
      return text === undefined ? Promise.reject(new Error('no such file')) : Promise.resolve(Buffer.from(text));
    },
    stdout: (text) => out.push(text),
    stderr: (text) => err.push(text),
  });
  return { exitCode, out: out.join('\n'), err: err.join('\n') };
}

describe('quorum verify', () => {
  test('ends with 0 and a table when everything is within tolerance', async () => {
    const { exitCode, out, err } = await verify('good.json');
    expect({ exitCode, err }).toEqual({ exitCode: 0, err: '' });
    expect(out).toContain('15 comparisons, all within tolerance');
    expect(out).toMatch(/^conviction +1 +0/m);
  });

  test('ends with 1 and shows both values when one is exceeded', async () => {
    const { exitCode, out } = await verify('good.json', 'wrong.json');
    expect(exitCode).toBe(1);
    expect(out).toContain('1 EXCEEDED');
    expect(out).toMatch(/conviction +1 +1 .*cases\[0\]\.expected +is 0\.425, reference 0\.426/);
  });

  test.each([
    ['unknown.json', 'header.id: "astrology" is unknown'],
    ['no-header.json', 'header: expected an object, found nothing'],
    ['broken.json', 'not readable as JSON'],
    ['no-config.json', 'config: expected an object, found nothing'],
    ['no-cases.json', 'nothing to compare'],
    ['mistyped.json', 'cases[0].now: expected a number, found string'],
    ['absent.json', 'cannot be read: no such file'],
  ])('ends with 2 on %s and says why', async (file, reason) => {
    const { exitCode, out, err } = await verify(file, 'wrong.json');
    expect(exitCode).toBe(2);
    expect(err).toContain(`${file}: ${reason}`.slice(0, file.length + 2));
    expect(err).toContain(reason);
    expect(out, 'the other file is judged all the same').toContain('EXCEEDED');
  });

  test('answers one JSON document with --json', async () => {
    const { exitCode, out } = await verify('--json', 'wrong.json', 'unknown.json');
    expect(exitCode).toBe(2);
    expect(JSON.parse(out)).toMatchObject({
      exitCode: 2,
      files: [
        { file: 'wrong.json', exitCode: 1, verdict: { id: 'confluence', exceeded: 1 } },
        { file: 'unknown.json', exitCode: 2, verdict: null },
      ],
    });
  });

  test.each([[[]], [['--nonsense', 'good.json']]])('refuses the words %j', async (words) => {
    expect((await verify(...words)).exitCode).toBe(2);
  });
});
