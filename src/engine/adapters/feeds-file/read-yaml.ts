import { isNode, LineCounter, parseDocument, type Document } from 'yaml';

export type Placed = { readonly message: string; readonly line: number | null; readonly column: number | null };
export type PathProblem = { readonly path: readonly (string | number)[]; readonly message: string };

export type YamlText = {
  /** Undefined when the text is no YAML. */
  readonly value: unknown;
  readonly problems: readonly Placed[];
  /** Where in the text a problem of the content is. */
  place(problem: PathProblem): Placed;
};

/** Aliases are refused: a short file must not unfold into a long one. */
const limits = { maxAliasCount: 0 };

/** Start of the key at a path, or of the nearest one around it that exists. */
function offsetOf(document: Document, path: readonly (string | number)[]): number | null {
  for (let length = path.length; length >= 0; length -= 1) {
    const parent = length === 0 ? document.contents : document.getIn(path.slice(0, length - 1), true);
    const offset = length === 0 ? rangeStart(parent) : keyOffset(parent, path[length - 1]);
    if (offset !== null) return offset;
  }
  return null;
}

function keyOffset(parent: unknown, key: string | number | undefined): number | null {
  const items = (parent as { readonly items?: readonly unknown[] } | null)?.items ?? [];
  if (typeof key === 'number') return rangeStart(items[key]);
  for (const item of items) {
    const pair = item as { readonly key?: { readonly value?: unknown } };
    if (String(pair.key?.value) === key) return rangeStart(pair.key);
  }
  return null;
}

function rangeStart(node: unknown): number | null {
  return isNode(node) ? (node.range?.[0] ?? null) : null;
}

function pathText(path: readonly (string | number)[]): string {
  return path
    .map((part, index) => (typeof part === 'number' ? `[${part}]` : `${index === 0 ? '' : '.'}${part}`))
    .join('');
}

/** Reads YAML so that whatever is wrong with it, or with what it says, can be shown with its line and column. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: true });
  const problems = document.errors.map((error): Placed => {
    const { line, col } = lines.linePos(error.pos[0]);
    return {
      message: error.message.split('\n')[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '',
      line,
      column: col,
    };
  });
  const place = ({ path, message }: PathProblem): Placed => {
    const offset = offsetOf(document, path);
    const at = offset === null ? null : lines.linePos(offset);
    const said = path.length === 0 ? message : `${pathText(path)}: ${message}`;
    return { message: said, line: at?.line ?? null, column: at?.col ?? null };
  };
  if (problems.length > 0) return { value: undefined, problems, place };
  try {
    return { value: document.toJS(limits) as unknown, problems, place };
  } catch (error) {
    return { value: undefined, problems: [{ message: (error as Error).message, line: null, column: null }], place };
  }
}
