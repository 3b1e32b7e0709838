import { expect, test } from 'vitest';
import { plainText, shownText } from './plain-text.ts';

test.each([
  ['\u001b[2J', ' [2J'],
  ['\u009b2J', ' 2J'],
  ['a\r\nb', 'a b'],
  ['buy \u202esell', 'buy  sell'],
  ['Größe 5 €', 'Größe 5 €'],
])('what is shown of %j commands no terminal and hides nothing', (text, shown) => {
  expect(shownText(text)).toBe(shown);
});

test('texts are bounded, and the wire gets printable ASCII alone', () => {
  expect(shownText('x'.repeat(10_000))).toHaveLength(500);
  expect(plainText('a\0b\u009bc ü')).toBe('abc ');
});
