import { describe, expect, test } from 'vitest';
import { readRepositoryFile } from './repository.ts';

type LockEntry = {
  readonly version?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
};
type LockedPackages = Readonly<Record<string, LockEntry>>;
type Manifest = {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};

/** npm leaves platform packages the registry lacks out of the lock file; `npm ci` then refuses on that platform. */
function missingPlatformPackages(packages: LockedPackages): readonly string[] {
  const present = Object.keys(packages);
  return Object.entries(packages).flatMap(([owner, entry]) =>
    Object.keys(entry.optionalDependencies ?? {})
      .filter((name) => !present.some((path) => path.endsWith(`node_modules/${name}`)))
      .map((name) => `${owner} -> ${name}`),
  );
}

const packages = (JSON.parse(readRepositoryFile('package-lock.json')) as { packages: LockedPackages }).packages;
const manifest = JSON.parse(readRepositoryFile('package.json')) as Manifest;

describe('lock file', () => {
  test('names every platform package', () => {
    expect(missingPlatformPackages(packages)).toEqual([]);
  });

  test('the completeness check can fail', () => {
    const incomplete = { 'node_modules/tool': { optionalDependencies: { 'tool-darwin': '1.0.0' } } };
    expect(missingPlatformPackages(incomplete)).toEqual(['node_modules/tool -> tool-darwin']);
  });

  test('holds no download address', () => {
    const addressed = Object.entries(packages).filter(
      ([, entry]) => entry.resolved !== undefined && entry.link !== true,
    );
    expect(addressed).toEqual([]);
  });

  test('every downloaded package carries a checksum', () => {
    const bare = Object.entries(packages).filter(
      ([path, entry]) => path.includes('node_modules/') && entry.link !== true && entry.integrity === undefined,
    );
    expect(bare.map(([path]) => path)).toEqual([]);
  });
});

test('package.json pins exact versions', () => {
  const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  const loose = wanted.filter(
    ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version) && !version.startsWith('file:'),
  );
  expect(loose).toEqual([]);
});
