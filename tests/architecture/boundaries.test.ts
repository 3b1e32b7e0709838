import { describe, expect, test } from 'vitest';
import { boundaryViolations } from './boundary-check.ts';
import { sourceTree } from './repository.ts';

test('every import below src/ is one its zone may have', () => {
  const tree = sourceTree();
  expect(tree.size).toBeGreaterThan(20);
  expect(boundaryViolations(tree)).toEqual([]);
});

type Case = readonly [from: string, statement: string, reason: RegExp];

/** Files the fixture imports may point at; everything else is missing on purpose. */
const TARGETS = [
  'src/engine/domain/price.ts',
  'src/engine/quant/pricing/black-scholes.ts',
  'src/engine/ports/clock.ts',
  'src/engine/ports/broker.ts',
  'src/engine/contract/index.ts',
  'src/engine/link/serve.ts',
  'src/engine/analytics/exposure.ts',
  'src/engine/risk/gate.ts',
  'src/engine/risk/gate.test.ts',
  'src/engine/journal/trades.ts',
  'src/engine/adapters/ibkr/ibkr-client.ts',
  'src/engine/adapters/sqlite/journal-store.ts',
  'src/engine/simulators/tws/server.ts',
  'src/main/host/supervisor.ts',
  'src/main/electron/tray.ts',
  'src/renderer/bridge/bridge.ts',
  'src/renderer/stores/quotes.ts',
  'src/renderer/components/badge.tsx',
  'src/renderer/frame/frame.tsx',
  'src/renderer/windows/index.ts',
  'src/renderer/windows/chart/chart.tsx',
];

const FORBIDDEN: readonly Case[] = [
  ['src/engine/domain/a.ts', `import { readFileSync } from 'node:fs';`, /must not use node/],
  ['src/engine/domain/a.ts', `import { z } from 'zod';`, /must not use the package zod/],
  ['src/engine/domain/a.ts', `import '../quant/pricing/black-scholes.ts';`, /must not know engine\/quant/],
  ['src/engine/quant/a.ts', `import type { Clock } from '../ports/clock.ts';`, /must not know engine\/ports/],
  ['src/engine/quant/a.ts', `import fs from 'fs';`, /must not use node/],
  ['src/engine/ports/a.ts', `import { z } from 'zod';`, /must not use the package zod/],
  ['src/engine/contract/a.ts', `import type { Clock } from '../ports/clock.ts';`, /must not know engine\/ports/],
  ['src/engine/contract/a.ts', `export * from '../risk/gate.ts';`, /must not know engine\/risk/],
  ['src/engine/link/a.ts', `import type { MessagePortMain } from 'electron';`, /package electron/],
  ['src/engine/link/a.ts', `import '../risk/gate.ts';`, /must not know engine\/risk/],
  ['src/engine/risk/a.ts', `import '../adapters/sqlite/journal-store.ts';`, /must not know engine\/adapters\/sqlite/],
  ['src/engine/risk/a.ts', `import { createHash } from 'node:crypto';`, /must not use node/],
  ['src/engine/risk/a.ts', `import '../analytics/exposure.ts';`, /must not know engine\/analytics/],
  ['src/engine/risk/rules/a.ts', `import type { Broker } from '../../ports/broker.ts';`, /only execution/],
  ['src/engine/ingestion/a.ts', `type X = import('../journal/trades.ts').Trade;`, /must not know engine\/journal/],
  ['src/engine/adapters/ibkr/a.ts', `import '../sqlite/journal-store.ts';`, /must not know engine\/adapters\/sqlite/],
  ['src/engine/adapters/ibkr/a.ts', `import '../../risk/gate.ts';`, /must not know engine\/risk/],
  ['src/engine/adapters/ibkr/a.ts', `import 'better-sqlite3';`, /package better-sqlite3/],
  ['src/engine/simulators/a.ts', `import type { Clock } from '../ports/clock.ts';`, /must not know engine\/ports/],
  ['src/main/browser/a.ts', `import manifest from '../../../package.json';`, /outside src/],
  ['src/engine/simulators/a.ts', `import './../adapters/ibkr/ibkr-client.ts';`, /must not know engine\/adapters\/ibkr/],
  ['src/engine/simulators/tws/a.ts', `await import('../../risk/gate.ts');`, /must not know engine\/risk/],
  ['src/engine/processes/desk/a.ts', `import '../../../main/host/supervisor.ts';`, /must not know main\/host/],
  ['src/engine/risk/a.ts', `import './gate.test.ts';`, /must not import a test/],
  ['src/engine/risk/a.ts', `import './gate';`, /does not exist/],
  ['src/engine/risk/a.ts', `import '../../../tests/support/eventually.ts';`, /outside src/],
  ['src/engine/unheard-of/a.ts', `import './b.ts';`, /no import rule covers/],
  ['src/main/host/a.ts', `import { app } from 'electron';`, /package electron/],
  ['src/main/host/a.ts', `import '../../engine/risk/gate.ts';`, /must not know engine\/risk/],
  ['src/main/browser/a.ts', `import '../electron/tray.ts';`, /must not know main\/electron/],
  ['src/main/cli/a.ts', `import '../../engine/journal/trades.ts';`, /must not know engine\/journal/],
  ['src/main/cli/a.test.ts', `import 'electron';`, /only the desktop shell/],
  ['src/preload/index.ts', `import '../main/host/supervisor.ts';`, /must not know main\/host/],
  ['src/renderer/stores/a.ts', `import { join } from 'node:path';`, /must not use node/],
  ['src/renderer/bridge/a.ts', `const { ipcRenderer } = require('electron');`, /package electron/],
  ['src/renderer/components/a.tsx', `import '../../engine/risk/gate.ts';`, /must not know engine\/risk/],
  ['src/renderer/components/a.tsx', `import '../windows/chart/chart.tsx';`, /must not know renderer\/windows\/chart/],
  ['src/renderer/frame/a.tsx', `import '../windows/chart/chart.tsx';`, /must not know renderer\/windows\/chart/],
  ['src/renderer/windows/trade/a.tsx', `import '../chart/chart.tsx';`, /must not know renderer\/windows\/chart/],
];

const ALLOWED: readonly (readonly [from: string, statement: string])[] = [
  ['src/engine/quant/a.ts', `import type { Price } from '../domain/price.ts';`],
  ['src/engine/contract/a.ts', `import { z } from 'zod';`],
  ['src/engine/confluence/layers/momentum/a.ts', `import '../../../analytics/exposure.ts';`],
  ['src/engine/execution/a.ts', `import type { Broker } from '../ports/broker.ts';`],
  ['src/engine/execution/a.ts', `import '../risk/gate.ts'; import '../journal/trades.ts';`],
  ['src/engine/adapters/ibkr/a.ts', `import { IBApi } from '@stoqey/ib'; import net from 'node:net';`],
  ['src/engine/simulators/a.ts', `import type { Log } from '../ports/log.ts';`],
  ['src/main/host/a.ts', `import manifest from '../../../package.json';`],
  ['src/engine/processes/execution/a.ts', `import '../../adapters/ibkr/ibkr-client.ts'; import '../../risk/gate.ts';`],
  ['src/main/electron/a.ts', `import { app } from 'electron'; import '../host/supervisor.ts';`],
  ['src/main/cli/a.ts', `import '../../engine/quant/pricing/black-scholes.ts';`],
  ['src/renderer/frame/a.tsx', `import '../windows/index.ts';`],
  ['src/renderer/windows/index.ts', `import './chart/chart.tsx';`],
  ['src/renderer/windows/chart/a.tsx', `import '../../components/badge.tsx'; import { create } from 'zustand';`],
  ['src/engine/risk/gate.test.ts', `import '../simulators/tws/server.ts';`],
];

function fixture(from: string, statement: string): ReadonlyMap<string, string> {
  return new Map([...TARGETS.map((path) => [path, ''] as const), [from, statement]]);
}

describe('the boundary check can fail', () => {
  test.each(FORBIDDEN)('%s: %s', (from, statement, reason) => {
    const violations = boundaryViolations(fixture(from, statement));
    expect(violations).toHaveLength(1);
    expect(violations[0]).toMatch(reason);
    expect(violations[0]).toContain(`${from}:1`);
  });

  test.each(ALLOWED)('%s may have: %s', (from, statement) => {
    expect(boundaryViolations(fixture(from, statement))).toEqual([]);
  });

  test('a file that does not parse is an error, not a pass', () => {
    expect(() => boundaryViolations(fixture('src/engine/risk/a.ts', 'import {'))).toThrow(/does not parse/);
  });
});
