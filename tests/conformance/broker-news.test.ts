import { describe, expect, test } from 'vitest';
import type { Bulletin, Headline } from '../../src/engine/ports/broker-news.ts';
import type { Instrument } from '../../src/engine/domain/instrument.ts';
import { eventually } from '../support/eventually.ts';
import { openIbkr, type OpenIbkr } from './open-ibkr.ts';

async function ready(options: Parameters<typeof openIbkr>[0] = {}): Promise<OpenIbkr & { readonly spy: Instrument }> {
  const world = await openIbkr({ clientId: 73, ...options });
  await eventually(() => expect(world.market.connection().phase).toBe('ready'));
  const found = await world.market.resolve({ symbol: 'SPY', secType: 'STK', exchange: 'SMART', currency: 'USD' });
  const [spy] = found.ok ? found.value : [];
  if (!spy) throw new Error('SPY does not resolve');
  return { ...world, spy };
}

const codes = ['MRDN', 'HRBR'];

describe('TWS keeps the news port', () => {
  test('tells its providers, past headlines oldest first, and that older ones were left out', async () => {
    const { brokerNews, news, venue, spy } = await ready();
    const providers = await brokerNews.providers();
    expect(providers.ok && providers.value.map(({ code }) => code)).toContain('MRDN');
    const now = venue.clock.now();
    news.add({ id: 'b', timeMs: now - 2_000, headline: 'Caf\u00e9 opens', sentiment: 0 });
    news.add({ id: 'a', timeMs: now - 9_000 });
    const query = { providers: codes, fromMs: now - 60_000 };
    const all = await brokerNews.past(spy, { ...query, count: 10 });
    expect(all).toMatchObject({
      ok: true,
      value: {
        isCut: false,
        headlines: [
          { articleId: 'MRDN$a', sentiment: 0.5 },
          { articleId: 'MRDN$b', sentiment: null, text: 'Caf\u00e9 opens' },
        ],
      },
    });
    const one = await brokerNews.past(spy, { ...query, count: 1 });
    expect(one.ok && [one.value.isCut, one.value.headlines.length]).toEqual([true, 1]);
  });

  test('watched headlines arrive once, go on after a reconnect, and stop when closed', async () => {
    const { brokerNews, news, venue, spy, simulator } = await ready({ startMs: Date.UTC(2026, 0, 5, 15) });
    const told: Headline[] = [];
    const problems: (string | undefined)[] = [];
    const line = brokerNews.watch(spy, codes, {
      onHeadline: (headline) => void told.push(headline),
      onProblem: (failure) => void problems.push(failure?.code),
    });
    await eventually(() => expect(simulator.clients()[0]?.count('marketData')).toBe(1));
    news.add({ id: 'one', timeMs: venue.clock.now() + 20 });
    await eventually(() => expect(told.map(({ articleId }) => articleId)).toEqual(['MRDN$one']));
    simulator.faults.inject({ kind: 'reset' });
    await eventually(() => expect(problems).toContain('not-connected'));
    await eventually(() => expect(simulator.clients()[0]?.count('marketData')).toBe(1));
    news.add({ id: 'two', timeMs: venue.clock.now() + 20 });
    await eventually(() => expect(told.map(({ articleId }) => articleId)).toEqual(['MRDN$one', 'MRDN$two']));
    line.close();
    await eventually(() => expect(simulator.clients()[0]?.count('marketData')).toBe(0));
  });

  test('an account without news is told so per request; the connection goes on', async () => {
    const { brokerNews, market, spy } = await ready({ settings: { newsAllowed: false } });
    expect(await brokerNews.providers()).toEqual({ ok: true, value: [] });
    const past = await brokerNews.past(spy, { providers: codes, fromMs: 0, count: 1 });
    expect(past).toMatchObject({ ok: false, failure: { code: 'no-entitlement' } });
    const problems: (string | undefined)[] = [];
    brokerNews.watch(spy, codes, { onHeadline: () => undefined, onProblem: (f) => void problems.push(f?.code) });
    await eventually(() => expect(problems).toEqual(['vendor-error']));
    expect(market.connection().phase).toBe('ready');
  });

  test('articles are read as text; an unknown one is no-data', async () => {
    const { brokerNews, news, venue } = await ready();
    news.add({ id: 'x', timeMs: venue.clock.now() - 5_000, headline: 'Profit & <loss>' });
    const article = await brokerNews.article('MRDN', 'MRDN$x');
    expect(article.ok && article.value).toMatch(/^Profit & <loss>\nMeridian Wire on SPY ?\.$/);
    expect(await brokerNews.article('MRDN', 'none')).toMatchObject({ ok: false, failure: { code: 'no-data' } });
  });

  test('a document in base64 is refused with its size, hostile frames break nothing', async () => {
    const { brokerNews, simulator, session } = await ready();
    const asked = brokerNews.article('MRDN', 'pdf');
    await eventually(() => expect(simulator.stats.requests('newsArticle')).toBe(1));
    expect(await asked).toMatchObject({ ok: false });
    for (const fields of [
      [84, 1_000_000_000, 'soon', '', '', '\u001b[2J', 'K:9'],
      [84, 1],
      [86, 'x'],
      [83, 1, 1],
      [85, 99_999_999, 'A'],
      [14, 1, 'x'],
    ])
      simulator.faults.inject({ kind: 'raw', fields });
    expect(await session.vendorTime()).toMatchObject({ ok: true });
    expect(await brokerNews.providers()).toMatchObject({ ok: true });
  });

  test('bulletins survive a reconnect', async () => {
    const { brokerNews, simulator, market } = await ready();
    const told: Bulletin[] = [];
    brokerNews.bulletins((bulletin) => void told.push(bulletin));
    const announce = (text: string): void =>
      simulator.faults.inject({ kind: 'bulletin', type: 3, text, exchange: 'ARCA' });
    await eventually(() => {
      announce('back\u0007');
      expect(told.at(-1)).toMatchObject({ kind: 'exchange-available', text: 'back', exchange: 'ARCA' });
    });
    simulator.faults.inject({ kind: 'reset' });
    await eventually(() => expect(market.connection().phase).not.toBe('ready'));
    await eventually(() => {
      announce('again');
      expect(told.at(-1)?.text).toBe('again');
    });
  });
});
