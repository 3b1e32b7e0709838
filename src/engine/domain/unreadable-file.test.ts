import { expect, test } from 'vitest';
import { unreadableFile } from './unreadable-file.ts';

test.each([
  [
    Object.assign(new Error("ENOENT: no such file or directory, open 'x'"), { code: 'ENOENT' }),
    'there is no such file',
  ],
  [Object.assign(new Error('EISDIR: illegal operation'), { code: 'EISDIR' }), 'it is a folder'],
  [Object.assign(new Error('ELOOP: too many links'), { code: 'ELOOP' }), 'ELOOP: too many links'],
  [new Error('no table in it'), 'no table in it'],
  ['gone', 'gone'],
  [null, 'null'],
])('%s is said as words', (error, why) => {
  expect(unreadableFile('trades.csv', error)).toBe(`trades.csv cannot be read: ${why}`);
});
