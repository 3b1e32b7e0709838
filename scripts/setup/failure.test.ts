import { describe, expect, test } from 'vitest';
import { failureOf } from './failure.mjs';
import { isNewEnough, refuseOldNode } from './node-runtime.mjs';

describe('a failed installation is one sentence with the cure', () => {
  test.each([
    ['npm error code ENOTFOUND\nnpm error network request failed', /network cannot be reached; connect/],
    ['npm error code EAI_AGAIN', /network cannot be reached/],
    ['Error: connect ECONNREFUSED 127.0.0.1:4873', /network cannot be reached/],
    ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device', /disk is full; free/],
    ['npm error code EROFS\nnpm error syscall mkdir', /read-only disk; copy/],
    [
      "npm error code EACCES\nnpm error Error: EACCES: permission denied, mkdir 'node_modules'",
      /may not be written by this user/,
    ],
    ['npm error code EINTEGRITY', /does not match its checksum/],
    ['npm error code EUSAGE\n`npm ci` can only install packages when', /package-lock.json does not fit/],
    ['npm error code SELF_SIGNED_CERT_IN_CHAIN', /certificate is not trusted/],
    ['npm error code E404', /lacks a package of the lock file/],
  ])('%s', (said, sentence) => {
    const failure = failureOf('Packages could not be installed', said, 'setup.log');
    expect(failure.message).toMatch(sentence);
    expect(failure.message).toMatch(/^Packages could not be installed: [^\n]+\.$/);
  });

  test('an unknown failure points at the log', () => {
    const { message } = failureOf('Packages could not be installed', 'npm error something new', 'setup.log');
    expect(message).toBe('Packages could not be installed; the log setup.log says why.');
  });
});

describe('Node', () => {
  test.each([
    ['20.19.0', false],
    ['22.18.9', false],
    ['22.19.0', true],
    ['23.0.0', true],
    ['24.21.0', true],
  ])('%s is new enough to run the program: %s', (version, expected) => {
    expect(isNewEnough(version)).toBe(expected);
  });

  test('20 is enough where the pinned Node can be installed, and only there', () => {
    expect(() => refuseOldNode({ version: '20.20.2', platform: 'linux', arch: 'x64' })).not.toThrow();
    expect(() => refuseOldNode({ version: '20.20.2', platform: 'darwin', arch: 'arm64' })).toThrow(/install Node 24/);
    expect(() => refuseOldNode({ version: '18.20.0', platform: 'linux', arch: 'x64' })).toThrow(
      /Node 18.20.0 is too old/,
    );
    expect(() => refuseOldNode({ version: '24.1.0', platform: 'darwin', arch: 'arm64' })).not.toThrow();
  });
});
