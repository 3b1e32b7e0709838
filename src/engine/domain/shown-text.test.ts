import { expect, test } from 'vitest';
import { shownText, terminalText, tidyText } from './shown-text.ts';

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

test('a terminal is commanded by nothing, and JSON stays JSON', () => {
  const said = { text: '\u001b[2J\u009b2J\u202e\r' };
  expect(terminalText('a\n\tb \u001b[2J\r')).toBe('a\n\tb \\u001b[2J\\u000d');
  expect(JSON.parse(terminalText(JSON.stringify(said, null, 2)))).toEqual(said);
});
