import { expect, test } from 'vitest';
import { child, flag, plainText, readXml, wrapped } from './read-xml.ts';

function refusal(text: string): string {
  const read = readXml(text);
  return read.ok ? 'read' : `${read.failure.code}: ${read.failure.message}`;
}

const laughs = Array.from({ length: 9 }, (_, level) => `<!ENTITY l${level + 1} "${`&l${level};`.repeat(10)}">`);

test.each<readonly [string, string, RegExp]>([
  ['a billion laughs', `<!DOCTYPE a [<!ENTITY l0 "ha">${laughs.join('')}]><a>&l9;</a>`, /^forbidden/],
  ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', /^forbidden/],
  ['an external document type', '<!doctype a SYSTEM "http://127.0.0.1/a.dtd"><a/>', /^forbidden/],
  ['fifty megabytes', `<a>${'<b>1</b>'.repeat(6_553_600)}</a>`, /^too-large: XML of 52428807 characters/],
  ['a hundred thousand levels', '<a>'.repeat(100_000) + '</a>'.repeat(100_000), /^malformed/],
  ['thirty-three levels', `${'<a>'.repeat(34)}x${'</a>'.repeat(34)}`, /^malformed/],
  ['an element that does not end', '<a><b>1</b>', /^malformed/],
  ['elements that cross', '<a><b></a></b>', /^malformed/],
  ['a million openings', '<a>' + '<'.repeat(1_000_000), /^malformed/],
  ['a comment that does not end', '<a><!-- ', /^malformed/],
  ['a name that is a trap', '<a><__proto__><polluted>1</polluted></__proto__></a>', /^malformed/],
  ['text', 'no markup at all', /^malformed/],
  ['nothing', '', /^malformed/],
])('%s is refused, in a sentence', (_name, text, expected) => {
  const before = performance.now();
  const said = refusal(text);
  expect(said).toMatch(expected);
  expect(said.length).toBeLessThan(260);
  expect(performance.now() - before).toBeLessThan(5_000);
  expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});

test('nothing is expanded but the five names and numbers of characters', () => {
  const read = readXml('<a>AT&amp;T &#233;&#xE9; &unknown; &#0; y<![CDATA[x < y]]></a>');
  expect(read.ok && plainText(child(read.value, 'a'))).toBe('AT&T éé &unknown; &#0; yx < y');
});

test('an empty line may stand before the declaration, and any prefix before a name', () => {
  const read = readXml('\n\n<?xml version="1.0"?>\n<q:a xmlns:q="u"><q:b> 1 </q:b></q:a>');
  expect(read.ok && plainText(child(read.value, 'a', 'b'))).toBe('1');
});

test('two where one is meant are none', () => {
  const read = readXml('<a><b><value>1</value><value>2</value></b><c><footnoteId id="F1"/></c></a>');
  const root = read.ok ? child(read.value, 'a') : null;
  expect([wrapped(root, 'b'), wrapped(root, 'c'), wrapped(root, 'd')]).toEqual(['', '', '']);
});

test.each([
  ['1', true],
  ['true', true],
  ['TRUE', true],
  ['0', false],
  ['false', false],
  ['', null],
  ['yes', null],
])('the flag "%s" is %s', (text, expected) => {
  expect(flag(text)).toBe(expected);
});
