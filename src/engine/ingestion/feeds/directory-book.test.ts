import { expect, test } from 'vitest';
import type { Fact } from '../../domain/facts/fact.ts';
import { DirectoryBook } from './directory-book.ts';

function security(subject: string, cusip: string, day: number): Fact {
  return {
    ...{ source: 'edgar', endpoint: 'fails-to-deliver', receivedTime: day, eventTime: day, key: cusip, subject },
    ...{ kind: 'security-identifier', body: { cusip, name: '' } },
  };
}

test('a CUSIP means the ticker of its newest day, in whatever order the days are learned', () => {
  const days = [security('OLD', '123ABC109', 1), security('NEW', '123ABC109', 2)];
  for (const facts of [days, days.toReversed()]) {
    const book = new DirectoryBook();
    book.learn(facts);
    expect(book.of([]).tickerByCusip.get('123ABC109')).toBe('NEW');
  }
});

test('two tickers of one day are none, until a newer day decides', () => {
  const book = new DirectoryBook();
  book.learn([security('ONE', '123ABC109', 1), security('TWO', '123ABC109', 1), security('TWO', '123ABC109', 1)]);
  expect(book.of([]).tickerByCusip.has('123ABC109')).toBe(false);
  book.learn([security('TWO', '123ABC109', 2)]);
  expect(book.of([]).tickerByCusip.get('123ABC109')).toBe('TWO');
});
