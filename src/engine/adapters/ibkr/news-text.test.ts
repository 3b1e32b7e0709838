import fc from 'fast-check';
import { expect, test } from 'vitest';
import { headlineOf } from './news-requests.ts';
import { articleText, readHeadline } from './news-text.ts';

test('the metadata in front of a headline is its mood, not its text', () => {
  expect(readHeadline('{A:800015:L:en:K:0.84:C:0.97}Shares rise')).toEqual({ text: 'Shares rise', sentiment: 0.84 });
  expect(readHeadline('{A:800015:L:en:K:n/a:C:0.97}!Shares rise')).toEqual({ text: 'Shares rise', sentiment: null });
  expect(readHeadline('Shares rise', 'A:800015:L:en:K:-1:C:0.97')).toEqual({ text: 'Shares rise', sentiment: -1 });
  expect(readHeadline('{"quoted"} stays')).toEqual({ text: '{"quoted"} stays', sentiment: null });
});

test('a mood beyond its scale is none', () => {
  expect(readHeadline('{K:7}text').sentiment).toBeNull();
  expect(readHeadline('text', 'K:1e9').sentiment).toBeNull();
});

const hostile = '\u001b]0;owned\u0007 Buy\u202eLLES\u200b \u009b2J now\r\nB=1';

test('hostile headlines lose what a terminal or an eye would obey', () => {
  const { text } = readHeadline(hostile);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  expect(text).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069]/);
  expect(text).toBe(']0;owned BuyLLES 2J now B=1'.replace('BuyLLES', 'Buy LLES'));
});

test('an article is text: markup, scripts and their tricks are gone', () => {
  const html = `<p>One &amp; two</p><script>steal()</script><style>x{}</style><P onclick=a>Three<br/>${hostile}</p><img src=x onerror=y`;
  const text = articleText(html);
  expect(text.split('\n').slice(0, 2)).toEqual(['One & two', 'Three']);
  for (const trick of ['steal', 'onclick', 'onerror', '<p', '\u001b', '\u202e']) expect(text).not.toContain(trick);
  expect(articleText('<p>Up on <b>SPY</b>.</p><hr>Down')).toBe('Up on SPY.\nDown');
  expect(articleText('&lt;b&gt; &#xd; &#55296;&#9999999; &unknown;')).toBe('<b> &#xd; &unknown;');
});

test('no article is long, and none takes long to read', () => {
  const started = performance.now();
  for (const bomb of ['<script', '<', '&#1', '<br', '{A:', ' ', '<style>'])
    expect(articleText(bomb.repeat(300_000)).length).toBeLessThanOrEqual(20_000);
  expect(performance.now() - started).toBeLessThan(5_000);
});

test('whatever arrives, a headline is clean text with a whole time, or nothing', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.oneof(fc.string(), fc.nat().map(String)),
      (raw, id, time) => {
        const headline = headlineOf({ time, provider: id, articleId: id, headline: raw, extra: raw });
        if (headline === null) return;
        expect(headline.text).not.toBe('');
        expect(headline.text.length).toBeLessThanOrEqual(500);
        expect(headline.eventTime % 1000).toBe(0);
        expect(headline.articleId).toMatch(/^[\x20-\x7e]+$/);
        expect(Math.abs(headline.sentiment ?? 0)).toBeLessThanOrEqual(1);
      },
    ),
  );
});

test('live and past headlines of one article are the same fact', () => {
  const item = { provider: 'MRDN', articleId: 'MRDN$1', headline: 'Text', extra: '' };
  expect(headlineOf({ ...item, time: '1791208800123' })).toEqual(
    headlineOf({
      ...item,
      time: new Date(1_791_208_800_000).toISOString().replace('T', ' ').slice(0, 19).concat('.0'),
    }),
  );
});
