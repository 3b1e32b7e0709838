import { describe, expect, test } from 'vitest';
import { unusualWhales } from '../../../src/engine/adapters/unusual-whales/unusual-whales.vendor.ts';
import type { FactKind } from '../../../src/engine/domain/facts/fact.ts';
import { sharedBytes, sharedFiles } from '../../support/shared-samples.ts';
import { contextAt, expectSoundFacts, readAnswer } from '../../support/translated.ts';

const folder = 'facts/samples/unusualwhales';
const files = sharedFiles(folder);
const context = contextAt(Date.UTC(2026, 4, 11, 18), {
  symbol: 'AAPL',
  parameters: { expiry: '2026-06-19', etf: 'SPY', sector: 'Technology' },
});

/** Which endpoint reads a documented answer; several answers have one shape. */
const readers: Readonly<Record<string, string>> = {
  'congress__congress-trader': 'congress-trades',
  'congress__late-reports': 'congress-trades',
  'congress__recent-trades': 'congress-trades',
  darkpool__recent: 'dark-pool-recent',
  darkpool__ticker: 'dark-pool-ticker',
  earnings__afterhours: 'earnings-afterhours',
  earnings__premarket: 'earnings-premarket',
  earnings__ticker: 'earnings-ticker',
  etfs__ticker__holdings: 'etf-holdings',
  'etfs__ticker__in-outflow': 'etf-flow',
  'group-flow__flow_group__greek-flow': 'greek-flow',
  'group-flow__flow_group__greek-flow__expiry': 'greek-flow',
  institution__ticker__ownership: 'institution-ownership',
  'lit-flow__recent': 'lit-flow-recent',
  'lit-flow__ticker': 'lit-flow-recent',
  market__correlations: 'correlations',
  'market__economic-calendar': 'economic-calendar',
  'market__fda-calendar': 'fda-calendar',
  'market__insider-buy-sells': 'market-insider-totals',
  'market__market-tide': 'market-tide',
  'market__oi-change': 'market-open-interest-change',
  'market__sector__sector-tide': 'sector-tide',
  market__spike: 'spike',
  'market__ticker__etf-tide': 'etf-tide',
  'market__total-options-volume': 'total-options-volume',
  news__headlines: 'news-headlines',
  'option-contract__id__flow': 'contract-flow',
  'option-trades__flow-alerts': 'flow-alerts',
  'politician-portfolios__recent_trades': 'congress-trades',
  screener__analysts: 'analyst-ratings',
  screener__stocks: 'stock-screener',
  seasonality__market: 'market-seasonality',
  seasonality__ticker__monthly: 'seasonality',
  short_screener: 'short-interest',
  shorts__ticker__data: 'short-availability',
  shorts__ticker__ftds: 'fails-to-deliver',
  'shorts__ticker__interest-float__v2': 'short-interest',
  'shorts__ticker__volume-and-ratio': 'short-volume',
  'shorts__ticker__volumes-by-exchange': 'short-volume',
  'stock__ticker__flow-alerts': 'flow-alerts',
  'stock__ticker__flow-per-expiry': 'flow-per-expiry',
  'stock__ticker__flow-per-strike': 'flow-per-strike',
  'stock__ticker__flow-per-strike-intraday': 'flow-per-strike',
  'stock__ticker__flow-recent': 'flow-per-expiry',
  'stock__ticker__greek-exposure': 'greek-exposure',
  'stock__ticker__greek-exposure__expiry': 'greek-exposure-expiry',
  'stock__ticker__greek-exposure__strike': 'greek-exposure-strike',
  'stock__ticker__greek-exposure__strike-expiry': 'greek-exposure-strike',
  'stock__ticker__greek-flow': 'greek-flow',
  'stock__ticker__greek-flow__expiry': 'greek-flow',
  'stock__ticker__historical-risk-reversal-skew': 'risk-reversal',
  stock__ticker__info: 'company-profile',
  'stock__ticker__insider-buy-sells': 'insider-totals',
  'stock__ticker__interpolated-iv': 'interpolated-iv',
  'stock__ticker__iv-rank': 'iv-rank',
  'stock__ticker__max-pain': 'max-pain',
  'stock__ticker__net-prem-ticks': 'net-premium-ticks',
  stock__ticker__nope: 'nope',
  stock__ticker__ohlc__candle_size: 'minute-bars',
  'stock__ticker__oi-change': 'open-interest-change',
  'stock__ticker__oi-per-expiry': 'open-interest-expiry',
  'stock__ticker__oi-per-strike': 'open-interest-strike',
  'stock__ticker__option-contracts': 'option-contracts',
  'stock__ticker__options-volume': 'options-volume',
  'stock__ticker__spot-exposures': 'spot-exposures',
  'stock__ticker__stock-state': 'stock-state',
  'stock__ticker__stock-volume-price-levels': 'stock-price-levels',
  stock__ticker__volatility__realized: 'realised-volatility',
  stock__ticker__volatility__stats: 'volatility-stats',
  'stock__ticker__volatility__term-structure': 'term-structure',
};

/** Documented answers that are read and refused row by row, with the reason every row gets. */
const refusedWhole: Readonly<Record<string, readonly [endpoint: string, reason: string]>> = {
  insider__transactions: ['insider-transactions', 'a Form 144, which is no transaction'],
  'stock__ticker__spot-exposures__strike': ['spot-exposures-strike', 'no strike'],
  'stock__ticker__spot-exposures__expiry-strike': ['spot-exposures-expiry-strike', 'no strike'],
  'stock__ticker__spot-exposures__expiry__strike': ['spot-exposures-expiry-strike', 'no strike'],
};

/** Rows that are wrong in the documentation's own example. */
const someRefused: Readonly<Record<string, number>> = {};

const noFact = 'no layer asks for it and no kind of fact would hold it';
const elsewhere = 'a better source of the same is read';
const account = "the user's own alerts at the vendor";
const deprecated = 'deprecated by the vendor';
/** Answers nobody reads, and why. */
const unread: Readonly<Record<string, string>> = {
  alerts: account,
  alerts__configuration: account,
  etfs__ticker__exposure: noFact,
  etfs__ticker__info: elsewhere,
  etfs__ticker__weights: noFact,
  'insider__sector__sector-flow': noFact,
  insider__ticker: elsewhere,
  'insider__ticker__ticker-flow': elsewhere,
  institution__name__activity: deprecated,
  institution__name__activity__v2: elsewhere,
  institution__name__holdings: elsewhere,
  institution__name__sectors: noFact,
  institutions: noFact,
  institutions__latest_filings: elsewhere,
  'market__sector-etfs': elsewhere,
  'market__top-net-impact': noFact,
  'option-contract__id__historic': noFact,
  'option-contract__id__intraday': noFact,
  'option-contract__id__volume-profile': noFact,
  'politician-portfolios__disclosures': noFact,
  'politician-portfolios__holders__ticker': noFact,
  'politician-portfolios__people': noFact,
  'politician-portfolios__politician_id': noFact,
  'screener__option-contracts': elsewhere,
  seasonality__month__performers: noFact,
  'seasonality__ticker__year-month': noFact,
  'shorts__ticker__interest-float': deprecated,
  'stock-directory__ticker-exchanges': elsewhere,
  stock__sector__tickers: noFact,
  'stock__ticker__atm-chains': elsewhere,
  'stock__ticker__expiry-breakdown': elsewhere,
  stock__ticker__greeks: elsewhere,
  'stock__ticker__option-chains': elsewhere,
  'stock__ticker__option__stock-price-levels': noFact,
  'stock__ticker__option__volume-oi-expiry': elsewhere,
  stock__ticker__ownership: elsewhere,
};

const text = (path: string): string => new TextDecoder().decode(sharedBytes(`${folder}/${path}`));
const nameOf = (path: string): string => path.replace(/^.*\//, '').replace(/\.json$/, '');
const documented = files.filter((path) => path.startsWith('openapi-examples/'));

describe.skipIf(files.length === 0)('recorded and documented payloads of Unusual Whales', () => {
  test('every documented answer is read, refused or listed with the reason', () => {
    const listed = [...Object.keys(readers), ...Object.keys(refusedWhole), ...Object.keys(unread)].toSorted();
    expect(documented.map(nameOf).toSorted()).toEqual(listed);
    console.log(`${Object.keys(unread).length} documented answers that nobody reads:`);
    for (const [name, reason] of Object.entries(unread)) console.log(`  ${name}: ${reason}`);
  });

  test.for(documented.filter((path) => nameOf(path) in readers))('%s becomes facts', (path) => {
    const { facts, refusals } = readAnswer(unusualWhales, readers[nameOf(path)] ?? '', { body: text(path), context });
    expect(refusals.length, JSON.stringify(refusals)).toBe(someRefused[nameOf(path)] ?? 0);
    expect(facts.length).toBeGreaterThan(0);
    expectSoundFacts(facts);
  });

  test.for(Object.entries(refusedWhole))('%s is refused', ([name, [endpoint, reason]]) => {
    const body = text(`openapi-examples/${name}.json`);
    const { facts, refusals } = readAnswer(unusualWhales, endpoint, { body, context });
    expect(facts).toEqual([]);
    expect(refusals.map((refusal) => refusal.reason)).toEqual(refusals.map(() => reason));
    expect(refusals.length).toBeGreaterThan(0);
  });

  test.for([
    ['darkpool_ticker.TSLA.4rows.json', 'dark-pool-ticker', 'stock-print', 4],
    ['flow_alerts.4rows.json', 'flow-alerts', 'flow-alert', 4],
    ['interpolated_iv.TSLA.json', 'interpolated-iv', 'vol-term-structure', 1],
    ['option_contracts.TSLA.2rows.json', 'option-contracts', 'chain-snapshot', 1],
    ['volatility_stats.TSLA.json', 'volatility-stats', 'volatility-stats', 1],
  ] as const)('live %s', ([file, endpoint, kind, count]) => {
    const body = text(`live-2026-05-11/${file}`);
    const { facts, refusals } = readAnswer(unusualWhales, endpoint, { body, context: { ...context, symbol: 'TSLA' } });
    expect(refusals).toEqual([]);
    expect(facts.map((fact) => fact.kind)).toEqual(Array.from({ length: count }, () => kind));
    expectSoundFacts(facts);
  });

  test('a live rank of 21.74 stays a rank from 0 to 100', () => {
    const body = text('live-2026-05-11/volatility_stats.TSLA.json');
    const [fact] = readAnswer(unusualWhales, 'volatility-stats', { body, context }).facts;
    expect(fact).toMatchObject({ kind: 'volatility-stats', body: { impliedVolRank: 21.7405, date: '20260511' } });
  });

  test('live counters are read from the headers', () => {
    const headers = JSON.parse(text('live-2026-05-11/response_headers.200.json')) as Record<string, string>;
    expect(unusualWhales.budget.read({ status: 200, headers, body: new Uint8Array() })).toEqual({
      minuteLimit: 120,
      minuteUsed: 2,
      minuteResetMs: 51_395,
      dayLimit: 20_000,
      dayUsed: 766,
    });
  });

  const frames = files
    .filter((path) => path.startsWith('ws-'))
    .flatMap((path) =>
      path.endsWith('.ndjson')
        ? text(path)
            .split('\n')
            .filter((line) => line !== '')
            .map((line) => [path, line] as const)
        : [[path, text(path).trim()] as const],
    );
  const kinds: Readonly<Record<string, FactKind | 'acknowledged' | 'unknown'>> = {
    'flow-alerts': 'flow-alert',
    gex: 'spot-exposure',
    gex_strike_expiry: 'spot-exposure',
    option_trades: 'option-trade',
    lit_trades: 'stock-print',
    off_lit_trades: 'stock-print',
    market_tide: 'net-flow',
    net_flow: 'net-flow',
    news: 'news',
    price: 'quote',
    trading_halts: 'trading-status',
    // Nobody joins these.
    contract_screener: 'unknown',
    custom_alerts: 'unknown',
    interval_flow: 'unknown',
  };

  test('every frame is a fact, an acknowledgement or counted as unknown', () => {
    const read = unusualWhales.streams[0]?.read;
    for (const [path, frame] of frames) {
      if (frame.startsWith('{')) continue;
      const messages = read?.(frame, context) ?? [];
      expect(messages.length, path).toBe(1);
      const [message] = messages;
      const channel = /^\["([^":]+)/.exec(frame)?.[1] ?? '';
      if (message?.kind === 'facts') {
        expect(message.refusals, path).toEqual([]);
        expect(
          message.facts.map((fact) => fact.kind),
          path,
        ).toEqual([kinds[channel]]);
        expectSoundFacts(message.facts);
      } else if (message?.kind === 'acknowledged') expect(message.accepted, path).toBe(true);
      else expect(message?.kind, path).toBe(kinds[channel]);
    }
    expect(frames.length).toBeGreaterThan(40);
  });

  test.for([
    ['403_advanced_tier_required.json', 403, 'not-entitled', 'Advanced'],
    ['403_historic_data_access_missing.json', 403, 'not-entitled', 'historic data'],
    ['422_error_message.json', 422, 'bad-request', 'MSFT12'],
    ['500_plain.txt', 500, 'vendor-error', 'Something went wrong'],
    ['ws_401_no_scope.txt', 401, 'not-entitled', 'websocket scope'],
  ] as const)('error %s', ([file, status, code, said]) => {
    const whole = text(`errors/${file}`);
    const recorded = file.endsWith('.json') ? (JSON.parse(whole) as { body: unknown }) : null;
    const body = new TextEncoder().encode(
      recorded ? JSON.stringify(recorded.body) : whole.replace(/^HTTP[^]*?\n\n/, ''),
    );
    const judged = unusualWhales.judge({ status, headers: {}, body });
    expect(judged).toMatchObject({ kind: 'failure', code });
    expect(judged.kind === 'failure' ? judged.message : '').toContain(said);
  });
});
