import { describe, expect, test } from 'vitest';
import { sourceTree } from './repository.ts';
import { lineAt, parse, walk } from './source-imports.ts';

/** Where real time enters: the system clock, and the pump that drives a simulated world in real time. */
const MAY_READ_TIME = [
  /^src\/engine\/adapters\/system\//,
  /^src\/engine\/simulators\/(real|virtual)-clock/,
  /\.test\.ts$/,
];

/** `new Date()` and `Date()` read the machine's clock; the linter's ban on `Date.now` does not see them. */
function machineDates(path: string, source: string): readonly string[] {
  const found: string[] = [];
  walk(parse(path, source), (node) => {
    if (node.type !== 'NewExpression' && node.type !== 'CallExpression') return;
    const callee = node['callee'] as { readonly type: string; readonly name?: string };
    if (callee.type !== 'Identifier' || callee.name !== 'Date') return;
    if (node.type === 'NewExpression' && (node['arguments'] as readonly unknown[]).length > 0) return;
    found.push(`${path}:${lineAt(source, Number(node['start']))} reads the machine's clock`);
  });
  return found;
}

test('the engine reads time through ports/clock only', () => {
  const engine = [...sourceTree()].filter(
    ([path]) =>
      path.startsWith('src/engine/') && path.endsWith('.ts') && !MAY_READ_TIME.some((free) => free.test(path)),
  );
  expect(engine.flatMap(([path, source]) => machineDates(path, source))).toEqual([]);
});

describe('the time check', () => {
  test.each(['new Date()', 'Date()', 'f(new Date().getTime())'])('catches %s', (statement) => {
    expect(machineDates('src/engine/risk/a.ts', statement)).toEqual([
      "src/engine/risk/a.ts:1 reads the machine's clock",
    ]);
  });

  test('lets a date be made of a known instant', () => {
    expect(machineDates('src/engine/risk/a.ts', 'new Date(eventTime)')).toEqual([]);
  });
});
