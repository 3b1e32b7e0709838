import { describe, expect, test } from 'vitest';
import { readRepositoryFile, repositoryFiles } from './repository.ts';

type Ban = { readonly what: string; readonly pattern: RegExp };

/** Assembled from parts, so that this file does not trip over itself. */
const slash = '/';
const BANS: readonly Ban[] = [
  {
    what: 'a home folder',
    pattern: new RegExp(`(?<![\\w.~$}])${slash}(home|Users)${slash}[a-z][\\w.-]*${slash}`, 'i'),
  },
  { what: 'the folder of the checkout', pattern: new RegExp(`(?<![\\w.~$}])${slash}(work|root)${slash}[\\w.-]+`) },
  { what: 'a temporary folder', pattern: new RegExp(`(?<![\\w.~$}])${slash}tmp${slash}[\\w.-]+`) },
  { what: 'a Windows drive path', pattern: /(?<!\w)[A-Z]:\\\\?(Users|Documents)/ },
  { what: 'a package registry', pattern: new RegExp(['registry', '\\.(npmjs|yarnpkg|npmmirror)\\.'].join(''), 'i') },
  { what: 'a package mirror', pattern: new RegExp(['artifactory', 'verdaccio', 'nexus-repository'].join('|'), 'i') },
];

const BINARY = /\.(png|jpg|jpeg|ico|icns|gif|woff2?|db|node|gz|zip)$/;
const THIS_FILE = 'tests/architecture/repository-text.test.ts';

function findings(path: string, text: string): readonly string[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      BANS.filter(({ pattern }) => pattern.test(line)).map(({ what }) => `${path}:${index + 1} mentions ${what}`),
    );
}

test('no file knows the machine it was written on or the registry it came from', () => {
  const files = repositoryFiles().filter((path) => !BINARY.test(path) && path !== THIS_FILE);
  expect(files.flatMap((path) => findings(path, readRepositoryFile(path)))).toEqual([]);
});

describe('the text check can fail', () => {
  test.each([
    ['a home folder', `const data = '${slash}home${slash}ann${slash}data';`],
    ['the folder of the checkout', `cd ${slash}work${slash}main`],
    ['a temporary folder', `cat ${slash}tmp${slash}notes.md`],
    ['a package registry', `https:${slash}${slash}registry.npmjs.org`],
  ])('on %s', (what, line) => {
    expect(findings('a.ts', line)).toEqual([`a.ts:1 mentions ${what}`]);
  });

  test.each(['src/engine/work/desk.ts', './tmp/x', '`${root}/tmp/x`', 'https://example.com/work/x'])(
    'but not on %s',
    (line) => {
      expect(findings('a.ts', line)).toEqual([]);
    },
  );
});
