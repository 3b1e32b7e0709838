import { isNode, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';

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

/** A key is one of an object of ours: this one would become its prototype and say nothing. */
const unkeepable = '__proto__';

/** Keys said twice, found in one walk: the library compares each with each, which 60,000 of them turn into a minute. */
function keyProblems(document: Document, lines: LineCounter): readonly Placed[] {
  const problems: Placed[] = [];
  visit(document, {
    Map: (_key, { items }) => {
      const seen = new Set<unknown>();
      for (const { key } of items) {
        const name = isScalar(key) ? key.value : null;
        const twice = isScalar(key) && seen.has(name);
        seen.add(name);
        if (!twice && name !== unkeepable) continue;
        const { line, col } = lines.linePos(rangeStart(key) ?? 0);
        const message = twice ? `"${String(name)}" is said twice` : `"${unkeepable}" means nothing here`;
        problems.push({ message, line, column: col });
      }
    },
  });
  return problems;
}

/** Reads YAML so that whatever is wrong with it, or with what it says, can be shown with its line and column. */
export function readYaml(text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, strict: true, uniqueKeys: false });
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
    const wrongKeys = keyProblems(document, lines);
    if (wrongKeys.length > 0) return { value: undefined, problems: wrongKeys, place };
    return { value: document.toJS(limits) as unknown, problems, place };
  } catch (error) {
    return { value: undefined, problems: [{ message: (error as Error).message, line: null, column: null }], place };
  }
}
