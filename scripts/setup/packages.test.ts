import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { installedMatchesLock, refuseFullDisk } from './packages.mjs';
import { placesOf } from './places.mjs';

const LOCKED = {
  '': { version: '0.1.0' },
  'node_modules/a': { version: '1.0.0' },
  'node_modules/a/node_modules/b': { version: '2.0.0' },
  'node_modules/b-darwin': { version: '3.0.0', optional: true },
  'node_modules/own': { link: true },
  'tools/own': { version: '1.0.0' },
};

let root = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'quorum-packages-'));
  mkdirSync(join(root, 'node_modules'));
  writeFileSync(join(root, 'package-lock.json'), JSON.stringify({ packages: LOCKED }));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

function installed(packages: object): boolean {
  writeFileSync(join(root, 'node_modules', '.package-lock.json'), JSON.stringify({ packages }));
  return installedMatchesLock(placesOf(root));
}

const COMPLETE = { 'node_modules/a': { version: '1.0.0' }, 'node_modules/a/node_modules/b': { version: '2.0.0' } };

test('what npm installed from this lock file needs no second installation', () => {
  expect(installed(COMPLETE)).toBe(true);
});

test('packages of another version, or missing ones, do', () => {
  expect(installed({ ...COMPLETE, 'node_modules/a': { version: '1.0.1' } })).toBe(false);
  expect(installed({ 'node_modules/a': { version: '1.0.0' } })).toBe(false);
});

test('an installation that broke off has no record and is done again', () => {
  expect(installedMatchesLock(placesOf(root))).toBe(false);
});

test('a platform package of another version than locked is replaced', () => {
  expect(installed({ ...COMPLETE, 'node_modules/b-darwin': { version: '2.9.0' } })).toBe(false);
});

test('too little space is said before anything is downloaded, unknown space is not', () => {
  expect(() => refuseFullDisk(root, 30_000_000)).toThrow(
    'Packages need 1200 MB and the disk has 30 MB left; free some space',
  );
  expect(() => refuseFullDisk(root, 5_000_000_000)).not.toThrow();
  expect(() => refuseFullDisk(join(root, 'absent'))).not.toThrow();
});
