import { expect, test } from 'vitest';
import { shownText, tidyText } from './shown-text.ts';

test.each([
  ['\u001b[2J', ' [2J'],
  ['\u009b2J', ' 2J'],
  ['a\r\nb', 'a b'],
  ['buy \u202esell', 'buy  sell'],
  ['buy\u200fsell', 'buy sell'],
  ['half \ud83d of it', 'half \ufffd of it'],
  ['Größe 5 € 📈', 'Größe 5 € 📈'],
])('what is shown of %j commands no terminal and hides nothing', (text, shown) => {
  expect(shownText(text)).toBe(shown);
  expect(tidyText(text)).toBe(shown);
});

test('shown texts are bounded', () => {
  expect(shownText('x'.repeat(10_000))).toHaveLength(500);
});
