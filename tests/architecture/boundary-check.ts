import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import { IMPORT_RULES, ownPackages, type ImportRule } from './import-rules.ts';
import { importsOf } from './source-imports.ts';
import { zoneMatches, zoneOf } from './zones.ts';

/** Repository-relative path -> source text, of everything below src/. */
export type SourceTree = ReadonlyMap<string, string>;

const CODE = /\.(ts|tsx|mts)$/;
const TEST = /\.test\.tsx?$/;
const BROKER_PORT = 'src/engine/ports/broker.ts';
/** Order sending has one home; adapters implement the port, processes wire it, simulators never see it. */
const MAY_KNOW_BROKER = [
  'engine/execution',
  'engine/adapters',
  'engine/adapters/*',
  'engine/processes',
  'engine/ports',
];

/** One sentence per forbidden import, sorted by file. */
export function boundaryViolations(tree: SourceTree): readonly string[] {
  const violations: string[] = [];
  for (const [path, source] of tree) {
    if (!CODE.test(path)) continue;
    for (const { specifier, line } of importsOf(path, source)) {
      const reason = TEST.test(path) ? electronOutsideShell(path, specifier) : forbidden(tree, path, specifier);
      if (reason !== undefined) violations.push(`${path}:${line} imports '${specifier}': ${reason}`);
    }
  }
  return violations.toSorted();
}

function forbidden(tree: SourceTree, path: string, specifier: string): string | undefined {
  const zone = zoneOf(path);
  const rule = ruleOf(zone);
  if (rule === undefined) return `no import rule covers ${zone}; add it to the table`;
  if (!specifier.startsWith('.')) return forbiddenPackage(rule, zone, specifier);
  return forbiddenFile(tree, { rule, zone, path, specifier });
}

function ruleOf(zone: string): ImportRule | undefined {
  return IMPORT_RULES.find((rule) => rule.zone === zone) ?? IMPORT_RULES.find((rule) => zoneMatches(rule.zone, zone));
}

function forbiddenPackage(rule: ImportRule, zone: string, specifier: string): string | undefined {
  if (isBuiltin(specifier)) return rule.node === true ? undefined : `${zone} must not use node`;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  if (rule.packages?.includes(name) === true || ownPackages(zone).includes(name)) return undefined;
  return `${zone} must not use the package ${name}`;
}

type FileImport = {
  readonly rule: ImportRule;
  readonly zone: string;
  readonly path: string;
  readonly specifier: string;
};

function forbiddenFile(tree: SourceTree, { rule, zone, path, specifier }: FileImport): string | undefined {
  const target = posix.join(posix.dirname(path), specifier.replace(/\?.*$/, ''));
  if (rule.files?.includes(target) === true) return undefined;
  if (!target.startsWith('src/')) return 'shipped code must not reach outside src';
  if (!tree.has(target)) return `${target} does not exist (imports carry the file's extension)`;
  if (TEST.test(target)) return 'shipped code must not import a test';
  const targetZone = zoneOf(target);
  if (target === BROKER_PORT && !MAY_KNOW_BROKER.some((allowed) => zoneMatches(allowed, zone))) {
    return 'only execution may import ports/broker';
  }
  if (targetZone === zone || rule.zones.some((allowed) => zoneMatches(allowed, targetZone))) return undefined;
  return `${zone} must not know ${targetZone}`;
}

function electronOutsideShell(path: string, specifier: string): string | undefined {
  if (specifier !== 'electron' || ['main/electron', 'preload'].includes(zoneOf(path))) return undefined;
  return 'only the desktop shell and its preload know electron';
}
