import { parseSync } from 'vite';

/** Where and what a file imports. Type-only imports count: a boundary is about knowledge, not about bytes. */
export type SourceImport = { readonly specifier: string; readonly line: number };

type Node = { readonly type: string; readonly [key: string]: unknown };

const LITERAL_SOURCES = new Set([
  'ImportDeclaration',
  'ExportNamedDeclaration',
  'ExportAllDeclaration',
  'ImportExpression',
  'TSImportType',
]);

export function importsOf(path: string, source: string): readonly SourceImport[] {
  const found: SourceImport[] = [];
  walk(parse(path, source), (node) => {
    const literal = importedLiteral(node);
    if (literal !== undefined) found.push({ specifier: literal.value, line: lineAt(source, literal.start) });
  });
  return found;
}

/** Every node of the syntax tree, parents first. */
export function walk(value: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(value)) return value.forEach((item) => walk(item, visit));
  if (!isNode(value)) return;
  visit(value);
  for (const child of Object.values(value)) if (typeof child === 'object') walk(child, visit);
}

export function parse(path: string, source: string): unknown {
  const parsed = parseSync(path, source);
  const firstError = parsed.errors[0];
  if (firstError !== undefined) throw new Error(`${path} does not parse: ${firstError.message}`);
  return parsed.program;
}

export function lineAt(source: string, offset: number): number {
  return source.slice(0, offset).split('\n').length;
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function importedLiteral(node: Node): { readonly value: string; readonly start: number } | undefined {
  if (LITERAL_SOURCES.has(node.type)) return stringLiteral(node['source']);
  if (node.type !== 'CallExpression') return undefined;
  const callee = node['callee'];
  if (!isNode(callee) || callee['name'] !== 'require') return undefined;
  return stringLiteral((node['arguments'] as readonly unknown[])[0]);
}

function stringLiteral(value: unknown): { readonly value: string; readonly start: number } | undefined {
  if (!isNode(value) || typeof value['value'] !== 'string') return undefined;
  return { value: value['value'], start: Number(value['start']) };
}
