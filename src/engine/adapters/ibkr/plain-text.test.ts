import { expect, test } from 'vitest';
import { plainText } from './plain-text.ts';

test('the wire gets printable ASCII alone', () => {
  expect(plainText('a\0b\u009bc ü')).toBe('abc ');
});
